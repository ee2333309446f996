import type { AuditEntry } from '../api/types';
import { ThingLink } from '../pieces/thing-link';
import { type TargetKind, targetSections } from './known-actions';

/** To what it was done; leads there when it has a page. An account's id says less than the name it had. */
export const TargetName = ({ entry: { targetKind, targetId, before, after } }: { entry: AuditEntry }) => {
  if (targetId === null) return null;
  const section = targetSections[targetKind as TargetKind];
  const name = after?.username ?? before?.username;
  const label = typeof name === 'string' ? name : targetId;
  if (section === undefined) return <bdi>{label}</bdi>;
  return (
    <ThingLink section={section} id={targetId}>
      {label}
    </ThingLink>
  );
};
