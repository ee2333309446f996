import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { MenuItem, Stack, TextField, Typography } from '@mui/material';
import { api } from '../api/api';
import { languageNames, locales } from '../i18n/locales';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { useFailureText } from '../pieces/use-failure-text';
import type { DraftFields } from './draft-keeper';

const DAYS = [1, 7, 30, 90, 365];
const EVERYBODY = 'all';

interface Props {
  readonly fields: DraftFields;
  readonly onChange: (changes: Partial<DraftFields>) => void;
}

/** To whom it goes, and how many these are at this moment. */
export const AudienceInput = ({ fields, onChange }: Props) => {
  const text = useText();
  const { language, activeWithinDays } = fields;
  const days = activeWithinDays === null || DAYS.includes(activeWithinDays) ? DAYS : [...DAYS, activeWithinDays];
  return (
    <Stack gap={1}>
      <Stack direction={{ xs: 'column', sm: 'row' }} gap={1}>
        <TextField
          select
          fullWidth
          label={text('resources.broadcasts.fields.language')}
          value={language ?? EVERYBODY}
          onChange={({ target }) => onChange({ language: locales.find((known) => known === target.value) ?? null })}
        >
          <MenuItem value={EVERYBODY}>{text('resources.broadcasts.audience.anyLanguage')}</MenuItem>
          {locales.map((known) => (
            <MenuItem key={known} value={known}>
              {languageNames[known]}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          fullWidth
          label={text('resources.broadcasts.fields.activeWithinDays')}
          value={activeWithinDays === null ? EVERYBODY : String(activeWithinDays)}
          onChange={({ target }) =>
            onChange({ activeWithinDays: target.value === EVERYBODY ? null : Number(target.value) })
          }
        >
          <MenuItem value={EVERYBODY}>{text('resources.broadcasts.audience.whenever')}</MenuItem>
          {days.map((count) => (
            <MenuItem key={count} value={String(count)}>
              {text('resources.broadcasts.audience.within', { smart_count: count })}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      <Reach fields={fields} />
    </Stack>
  );
};

const Reach = ({ fields: { content, language, activeWithinDays } }: { fields: DraftFields }) => {
  const text = useText();
  const format = useFormat();
  const failureText = useFailureText();
  const messages = content.kind === 'copy' ? Math.max(1, content.messageIds.length) : 1;
  const query = {
    messages,
    ...(language !== null && { language }),
    ...(activeWithinDays !== null && { activeWithinDays }),
  };
  const { data, error } = useQuery({
    queryKey: ['broadcasts', 'audience', query],
    queryFn: ({ signal }) => api.get('/broadcasts/audience', { query, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Typography role="status" fontWeight={600} color={error ? 'error' : undefined}>
      {error && failureText(error)}
      {data &&
        text('resources.broadcasts.audience.reach', {
          smart_count: data.recipients,
          count: format.number(data.recipients),
          rate: format.number(data.perSecond),
          time: format.duration(data.expectedSeconds),
        })}
    </Typography>
  );
};
