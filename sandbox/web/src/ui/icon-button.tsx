import type { ButtonHTMLAttributes, Ref } from 'react';
import { Icon, type IconName } from './icon';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  /** Spoken, and shown on hover. */
  label: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A round button that shows a drawing and says a word. */
export function IconButton({ icon, label, className = '', ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} className={`icon-button ${className}`} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
