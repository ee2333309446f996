import { useFormat } from '../i18n/use-format';

/** When something was: how long ago, and the exact time for whoever points at it. */
export const Moment = ({ at }: { at: string | null | undefined }) => {
  const format = useFormat();
  if (!at) return null;
  return (
    <time dateTime={at} title={format.dateTime(at)} style={{ whiteSpace: 'nowrap' }}>
      {format.ago(at)}
    </time>
  );
};
