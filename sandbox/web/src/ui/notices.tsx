import { alerts, closeAlert, notices } from '../state/notices';
import { useStore } from '../state/use-store';
import { Dialog } from './dialog';

/** Passing notices and the alerts of bots. */
export function Notices() {
  const shown = useStore(notices, (state) => state);
  const alert = useStore(alerts, (state) => state[0]);
  return (
    <>
      <div className="notices" role="status" aria-live="polite">
        {shown.map(({ id, text, tone }) => (
          <p key={id} className={`notice notice-${tone}`} dir="auto">
            {text}
          </p>
        ))}
      </div>
      {alert && (
        <Dialog title={alert.title} onClose={closeAlert} className="alert">
          <p className="alert-text" dir="auto">
            {alert.text}
          </p>
          <footer className="dialog-foot">
            <button type="button" className="button button-primary" onClick={closeAlert} autoFocus>
              OK
            </button>
          </footer>
        </Dialog>
      )}
    </>
  );
}
