import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Icon, type IconName } from './icon';

/** Where a menu opens: at a point, or below an element. */
export type Anchor = { x: number; y: number } | HTMLElement;

interface MenuProps {
  anchor: Anchor;
  label: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}

const EDGE_PX = 8;

/**
 * A menu over the page: arrow keys move, Escape and a click elsewhere close it, and the focus returns to where it was.
 * Its entries are {@link MenuItem}s, or any buttons with `role="menuitem"`.
 */
export function Menu({ anchor, label, onClose, children, wide }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    if (box.current) place(box.current, anchor);
  }, [anchor]);

  useEffect(() => {
    const before = document.activeElement;
    itemsOf(box.current)[0]?.focus();
    const closeOutside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) close.current();
    };
    document.addEventListener('pointerdown', closeOutside, true);
    const closeAnyway = () => close.current();
    window.addEventListener('resize', closeAnyway);
    return () => {
      document.removeEventListener('pointerdown', closeOutside, true);
      window.removeEventListener('resize', closeAnyway);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextItem(event.key, itemsOf(box.current));
    if (next) next.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return createPortal(
    <div ref={box} className={wide ? 'menu menu-wide' : 'menu'} role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </div>,
    document.querySelector('main') ?? document.body,
  );
}

function itemsOf(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([disabled])') ?? [])];
}

function nextItem(key: string, items: HTMLElement[]): HTMLElement | undefined {
  const index = items.indexOf(document.activeElement as HTMLElement);
  if (key === 'ArrowDown' || key === 'ArrowRight') return items[(index + 1) % items.length];
  if (key === 'ArrowUp' || key === 'ArrowLeft') return items.at(index <= 0 ? -1 : index - 1);
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  return undefined;
}

function place(box: HTMLElement, anchor: Anchor): void {
  const { offsetWidth: width, offsetHeight: height } = box;
  const { innerWidth, innerHeight } = window;
  let x: number;
  let y: number;
  if (anchor instanceof HTMLElement) {
    const rect = anchor.getBoundingClientRect();
    x = rect.left + width > innerWidth - EDGE_PX ? rect.right - width : rect.left;
    y = rect.bottom + 6 + height > innerHeight - EDGE_PX ? rect.top - height - 6 : rect.bottom + 6;
  } else {
    x = anchor.x + width > innerWidth - EDGE_PX ? anchor.x - width : anchor.x;
    y = anchor.y + height > innerHeight - EDGE_PX ? anchor.y - height : anchor.y;
  }
  box.style.left = `${Math.max(EDGE_PX, Math.min(x, innerWidth - width - EDGE_PX))}px`;
  box.style.top = `${Math.max(EDGE_PX, y)}px`;
}

interface MenuItemProps {
  icon?: IconName;
  danger?: boolean;
  checked?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, danger, checked, onSelect, children }: MenuItemProps) {
  return (
    <button
      type="button"
      role={checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={checked}
      tabIndex={-1}
      className={danger ? 'menu-item menu-item-danger' : 'menu-item'}
      onClick={onSelect}
    >
      {icon && <Icon name={icon} size={18} />}
      <span className="menu-item-text">{children}</span>
      {checked && <Icon name="check" size={16} />}
    </button>
  );
}
