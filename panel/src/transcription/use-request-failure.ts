import { useTranslate } from 'react-admin';
import { textOfFailure } from '../pieces/text-of-failure';

/** Why a request failed or was refused, in words. What has none, such as a code of another room, is shown as it is. */
export function useRequestFailure(): (code: string) => string {
  const translate = useTranslate();
  return (code) => translate(textOfFailure(code), { _: code });
}
