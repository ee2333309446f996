import { Typography } from '@mui/material';
import type { SystemStatus } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ListLink } from '../pieces/list-link';
import { Moment } from '../pieces/moment';
import { PanelCard } from '../pieces/panel-card';
import { SmallTable } from '../pieces/small-table';
import { useOpens } from '../pieces/use-opens';

/** Failures nobody foresaw, by kind; the log has more under the reference. */
export const ErrorsCard = ({ errors }: { errors: SystemStatus['recentErrors'] | undefined }) => {
  const text = useText();
  const format = useFormat();
  return (
    <PanelCard title={text('dashboard.errors.title')} action={<AllErrors />}>
      {errors?.length === 0 ? (
        <Typography color="textSecondary">{text('dashboard.errors.none')}</Typography>
      ) : (
        <SmallTable
          head={[
            text('dashboard.errors.what'),
            text('dashboard.errors.where'),
            text('dashboard.errors.last'),
            text('dashboard.errors.count'),
          ]}
          numbersFrom={3}
          foldsOnPhone
          rows={(errors ?? []).map(({ fingerprint, name, code, place, lastSeenAt, lastReference, count }) => ({
            key: fingerprint,
            cells: [
              <span key="what" title={fingerprint}>
                {[name, code].filter(Boolean).join(' ')}
              </span>,
              place,
              <span key="last">
                <Moment at={lastSeenAt} /> {lastReference !== null && <code>{lastReference}</code>}
              </span>,
              format.number(count),
            ],
          }))}
        />
      )}
    </PanelCard>
  );
};

const AllErrors = () => {
  const text = useText();
  return useOpens('/errors') && <ListLink to="/errors">{text('dashboard.errors.all')}</ListLink>;
};
