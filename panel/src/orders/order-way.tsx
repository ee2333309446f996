import { Step, StepLabel, Stepper, type Theme, useMediaQuery } from '@mui/material';
import type { Order } from '../api/types';
import { useText } from '../i18n/use-text';

const WAY = ['awaiting_media', 'awaiting_series', 'confirmed', 'complete'] as const;

/** How far an order has come, and where it stopped when it failed. */
export const OrderWay = ({ order: { status, series } }: { order: Order }) => {
  const text = useText();
  const isPhone = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  if (status === 'cancelled') return null;
  const stopped = series === null ? 'awaiting_series' : 'confirmed';
  const at = WAY.indexOf(status === 'failed' ? stopped : status);
  return (
    <Stepper
      activeStep={status === 'complete' ? WAY.length : at}
      orientation={isPhone ? 'vertical' : 'horizontal'}
      alternativeLabel={!isPhone}
    >
      {WAY.map((step, index) => {
        const isStopped = status === 'failed' && index === at;
        return (
          <Step key={step}>
            <StepLabel error={isStopped}>{text(`resources.orders.statuses.${isStopped ? 'failed' : step}`)}</StepLabel>
          </Step>
        );
      })}
    </Stepper>
  );
};
