import { ConnectionLost, Problem } from '../api/problem';
import { useText } from '../i18n/use-text';

/** What a failure says to people: that nobody answered, or what the application said, with the reference its log knows. */
export function useFailureText(): (error: unknown) => string {
  const text = useText();
  return (error) => {
    if (error instanceof ConnectionLost) return text('panel.connection.noAnswer');
    if (error instanceof Problem && error.reference !== undefined) return `${error.message} (${error.reference})`;
    return error instanceof Error ? error.message : String(error);
  };
}
