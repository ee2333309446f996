import { useTranslate } from 'react-admin';

/** What was done, in words: `account.sign-out` is of the kind `account`, and its verb is `sign-out`. */
export function useActionText(): (action: string) => string {
  const translate = useTranslate();
  return (action) => {
    const [kind = '', ...verb] = action.split('.');
    const name = verb.join('.');
    const what = translate(`resources.audit.kinds.${kind}`, { _: kind });
    return `${what}: ${translate(`resources.audit.verbs.${name}`, { _: name })}`;
  };
}
