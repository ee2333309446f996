import DownloadIcon from '@mui/icons-material/DownloadOutlined';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { addressOf, api } from '../api/api';
import { useOnLive } from '../api/live';
import { saveAs } from '../api/save-as';
import type { Broadcast } from '../api/types';
import { useText } from '../i18n/use-text';
import { ActionButton } from '../pieces/action-button';
import { Moment } from '../pieces/moment';
import { Pager } from '../pieces/pager';
import { PanelCard } from '../pieces/panel-card';
import { PersonLink } from '../pieces/person-link';
import { SmallTable } from '../pieces/small-table';
import { StateChip } from '../pieces/state-chip';
import { useAddressed } from '../pieces/use-addressed';
import { useFailureText } from '../pieces/use-failure-text';
import { outcomeTones, reasons, recipientStatuses } from './outcomes';
import { SendAgainButtons } from './send-again-buttons';

/** The API pages through this many rows; the file has them all. */
const DEEPEST_ROW = 100_000;
const NONE = { status: '', reason: '', userId: '', page: '1', pageSize: '25' };

/** Who got it and who did not, and why: filtered, as a file, and once more for those whom it may still reach. */
export const LedgerCard = ({ broadcast }: { broadcast: Broadcast }) => {
  const text = useText();
  const failureText = useFailureText();
  const { id, counts } = broadcast;
  const [address, go] = useAddressed(NONE);
  const filter = {
    status: recipientStatuses.find((name) => name === address.status),
    reason: reasons.find((name) => name === address.reason),
    userId: /^\d{1,16}$/.test(address.userId) ? Number(address.userId) : undefined,
  };
  const page = Math.max(1, Number(address.page) || 1);
  const pageSize = Number(address.pageSize) || 25;
  const { data, error, refetch } = useQuery({
    queryKey: ['broadcasts', 'ledger', id, filter, page, pageSize],
    queryFn: ({ signal }) =>
      api.get('/broadcasts/{broadcastId}/ledger', {
        path: { broadcastId: id },
        query: { ...filter, page, pageSize },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  useOnLive('broadcasts', () => void refetch());
  const saveCsv = () =>
    saveAs(addressOf('/broadcasts/{broadcastId}/ledger.csv', { broadcastId: id }, filter), `broadcast-${id}.csv`);
  return (
    <PanelCard
      title={text('resources.broadcasts.ledger.title')}
      action={
        <Stack direction="row" gap={1} flexWrap="wrap">
          <SendAgainButtons broadcast={broadcast} onDone={() => void refetch()} />
          <ActionButton
            label={text('resources.broadcasts.ledger.csv')}
            startIcon={<DownloadIcon />}
            size="small"
            onAct={saveCsv}
          />
        </Stack>
      }
    >
      <Stack direction={{ xs: 'column', sm: 'row' }} gap={1} mb={1}>
        <Choice
          label={text('resources.broadcasts.fields.status')}
          value={filter.status ?? ''}
          choices={recipientStatuses.map((name) => [name, text(`resources.broadcasts.outcomes.${name}`)])}
          onChange={(status) => go({ status, page: '1' })}
        />
        <Choice
          label={text('resources.broadcasts.ledger.reason')}
          value={filter.reason ?? ''}
          choices={reasons.map((name) => [name, text(`resources.broadcasts.reasons.${name}`)])}
          onChange={(reason) => go({ reason, page: '1' })}
        />
        <TextField
          label={text('resources.broadcasts.ledger.personId')}
          value={address.userId}
          onChange={({ target }) => go({ userId: target.value.replace(/\D/g, ''), page: '1' })}
          slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 16 } }}
          sx={{ minWidth: 160 }}
        />
      </Stack>
      {error && <Alert severity="error">{failureText(error)}</Alert>}
      {data?.items.length === 0 && (
        <Typography color="textSecondary" py={2}>
          {text(counts.total === 0 ? 'resources.broadcasts.ledger.empty' : 'resources.broadcasts.ledger.nobody')}
        </Typography>
      )}
      {data && data.items.length > 0 && (
        <>
          <SmallTable
            head={[
              text('resources.broadcasts.ledger.person'),
              text('resources.broadcasts.fields.status'),
              text('resources.broadcasts.ledger.reason'),
              text('resources.broadcasts.ledger.attempts'),
              text('resources.broadcasts.ledger.at'),
            ]}
            foldsOnPhone
            rows={data.items.map((line) => ({
              key: String(line.userId),
              cells: [
                <PersonLink key="person" id={line.userId} name={line.firstName} />,
                <StateChip
                  key="status"
                  label={text(`resources.broadcasts.outcomes.${line.status}`)}
                  tone={outcomeTones[line.status]}
                />,
                line.reason && <Why key="why" reason={line.reason} detail={line.detail} />,
                line.attempts,
                <Moment key="at" at={line.settledAt} />,
              ],
            }))}
          />
          <Pager total={data.total} deepest={DEEPEST_ROW} page={page} pageSize={pageSize} go={go} />
        </>
      )}
    </PanelCard>
  );
};

const Why = ({ reason, detail }: { reason: (typeof reasons)[number]; detail: string | null }) => {
  const text = useText();
  return (
    <>
      {text(`resources.broadcasts.reasons.${reason}`)}
      {detail && (
        <Typography variant="caption" color="textSecondary" component="div">
          <bdi>{detail}</bdi>
        </Typography>
      )}
    </>
  );
};

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [id: string, name: string])[];
  readonly onChange: (value: string) => void;
}

const Choice = ({ label, value, choices, onChange }: ChoiceProps) => {
  const text = useText();
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      sx={{ minWidth: 180 }}
    >
      <MenuItem value="">{text('resources.broadcasts.ledger.any')}</MenuItem>
      {choices.map(([id, name]) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
};
