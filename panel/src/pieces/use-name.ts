import { useTranslate } from 'react-admin';

/**
 * What one of the names that the API gives things is in words, found under an address of the texts; a name without words stays as it
 * is, since a newer server may know more names than this page.
 */
export function useName(): (address: string, name: string) => string {
  const translate = useTranslate();
  return (address, name) => translate(`${address}.${name.replaceAll('.', '_')}`, { _: name });
}
