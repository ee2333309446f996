import type { ReactNode } from 'react';

interface SwitchProps {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
  /** A second, smaller line. */
  hint?: ReactNode;
}

/** A setting that is either on or off and takes effect at once. */
export function Switch({ on, onChange, children, hint }: SwitchProps) {
  return (
    <button type="button" role="switch" aria-checked={on} className="switch" onClick={() => onChange(!on)}>
      <span className="switch-text">
        {children}
        {hint && <small>{hint}</small>}
      </span>
      <span className="switch-track" aria-hidden="true" />
    </button>
  );
}
