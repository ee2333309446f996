import type { Channel } from '../api/types';
import { useText } from '../i18n/use-text';
import { StateChip } from '../pieces/state-chip';

/** Whether people are asked for it at present. */
export const ChannelState = ({ channel: { active } }: { channel: Pick<Channel, 'active'> }) => {
  const text = useText();
  return active ? (
    <StateChip label={text('resources.channels.states.asked')} tone="good" />
  ) : (
    <StateChip label={text('resources.channels.states.off')} tone="quiet" />
  );
};
