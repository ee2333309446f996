/** Line drawings on a 24 × 24 grid. */
const PATHS = {
  attach: 'M20 11.5l-8.3 8.2a5.2 5.2 0 0 1-7.4-7.3l8.6-8.6a3.5 3.5 0 0 1 5 4.9l-8.6 8.6a1.7 1.7 0 0 1-2.5-2.4l7.7-7.7',
  send: 'M4 12l16-8-5.5 16-3-6.5zM20 4l-8.5 9.5',
  mic: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  down: 'M6 9l6 6 6-6',
  arrowDown: 'M12 5v14M6 13l6 6 6-6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  reply: 'M10 6L4 12l6 6M4 12h9a7 7 0 0 1 7 7',
  forward: 'M14 6l6 6-6 6M20 12h-9a7 7 0 0 0-7 7',
  edit: 'M4 20l1-4.5L16.5 4a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.5 19z',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  code: 'M9 7l-5 5 5 5M15 7l5 5-5 5',
  plus: 'M12 5v14M5 12h14',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  half: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16',
  pulse: 'M3 12h4l2.5-7 5 14 2.5-7h4',
  play: 'M8 5.5l11 6.5-11 6.5z',
  pause: 'M8 5.5v13M16 5.5v13',
  stop: 'M7 7h10v10H7z',
  file: 'M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5',
  image: 'M4 5h16v14H4zM4 16l5-5 4.5 4.5L16 13l4 4M15.5 9v.01',
  link: 'M9 15l6-6M10.5 6.5l2-2a4 4 0 0 1 6 6l-2 2M13.5 17.5l-2 2a4 4 0 0 1-6-6l2-2',
  open: 'M8 16L17 7M9 7h8v8',
  keyboard: 'M3.5 6.5h17v11h-17zM7 10v.01M10.3 10v.01M13.7 10v.01M17 10v.01M8 14h8',
  slash: 'M5 4.5h14v15H5zM13.5 8l-3 8',
  block: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.4 6.4l11.200 11.200',
  bell: 'M4 17a8 8 0 0 1 16 0zM3 20h18M12 6v3',
  people: 'M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 19a6 6 0 0 1 12 0M16 5.5a3 3 0 0 1 0 5.5M17.5 14a6 6 0 0 1 3.5 5',
  megaphone: 'M4 10v4h3l9 4V6l-9 4zM7.5 14l1 5M19 10v4',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8v.01',
  back: 'M15 5l-7 7 7 7',
  pin: 'M9 4h6l-.5 6 3 3.5h-11L9.5 10zM12 13.5V20',
  leave: 'M14 5H5v14h9M10 12h10M16.5 8l4 4-4 4',
  bolt: 'M13 3L5 13.5h6L10 21l8-10.5h-6z',
} as const;

export type IconName = keyof typeof PATHS;

/** A decoration: whatever carries it has to be named for those who can't see it. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={name === 'more' ? 'icon icon-dots' : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
