import CancelIcon from '@mui/icons-material/CancelOutlined';
import RetryIcon from '@mui/icons-material/ReplayOutlined';
import { Alert, Box, Card, CardContent, Link, Stack, Typography } from '@mui/material';
import { Show, TopToolbar, useNotify, useRecordContext, useRefresh } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import type { Order } from '../api/types';
import { useText } from '../i18n/use-text';
import { ActionButton } from '../pieces/action-button';
import { ConfirmButton } from '../pieces/confirm-button';
import { Facts } from '../pieces/facts';
import { Moment } from '../pieces/moment';
import { PersonLink } from '../pieces/person-link';
import { MediaCard } from './media-card';
import { OrderState, type OrderStatus } from './order-state';
import { OrderWay } from './order-way';

/** Looked at again this often while its media is on the way. */
const WATCH_EVERY_MS = 2_000;
const LETS_GO: readonly OrderStatus[] = ['awaiting_media', 'awaiting_series', 'failed'];

const isMoving = (order: Order | undefined): boolean =>
  order?.items.some(({ status }) => status === 'pending' || status === 'downloading') ?? false;

const OrderPage = () => (
  <Show
    actions={<Actions />}
    component="div"
    queryOptions={{ refetchInterval: ({ state }) => (isMoving(state.data as Order) ? WATCH_EVERY_MS : false) }}
  >
    <Details />
  </Show>
);

const Actions = () => {
  const text = useText();
  const notify = useNotify();
  const refresh = useRefresh();
  const mayWrite = useMay('orders:write');
  const order = useRecordContext<Order>();
  if (!order || !mayWrite) return null;
  const path = { orderId: order.id };
  const retry = async () => {
    await api.post('/orders/{orderId}/retry', { path });
    notify('resources.orders.retry.begun');
    refresh();
  };
  const cancel = async () => {
    await api.post('/orders/{orderId}/cancel', { path });
    notify('resources.orders.cancel.done');
    refresh();
  };
  return (
    <TopToolbar>
      {order.status === 'failed' && (
        <ActionButton
          label={text('resources.orders.retry.action')}
          startIcon={<RetryIcon />}
          variant="contained"
          size="small"
          onAct={retry}
        />
      )}
      {LETS_GO.includes(order.status) && (
        <ConfirmButton
          label={text('resources.orders.cancel.action')}
          question={text('resources.orders.cancel.question', { id: order.id })}
          icon={<CancelIcon />}
          color="error"
          variant="text"
          size="small"
          onConfirm={cancel}
        />
      )}
    </TopToolbar>
  );
};

const Details = () => {
  const text = useText();
  const order = useRecordContext<Order>();
  if (!order) return null;
  const name = (field: 'product' | 'status' | 'series' | 'userId' | 'round' | 'createdAt' | 'updatedAt') =>
    text(`resources.orders.fields.${field}`);
  return (
    <Stack gap={2}>
      <Card>
        <CardContent>
          <Box mb={3}>
            <OrderWay order={order} />
          </Box>
          {order.status === 'failed' && (
            <Alert severity="error" sx={{ mb: 2 }}>
              {text('resources.orders.failedHint')}
            </Alert>
          )}
          <Facts
            facts={[
              [name('product'), <ProductLink key="product" product={order.product} />],
              [name('status'), <OrderState key="status" status={order.status} />],
              [name('series'), order.series && <bdi key="series">{order.series}</bdi>],
              [name('userId'), <PersonLink key="user" id={order.userId} />],
              [name('round'), order.round > 1 ? String(order.round) : null],
              [name('createdAt'), <Moment key="created" at={order.createdAt} />],
              [name('updatedAt'), <Moment key="updated" at={order.updatedAt} />],
            ]}
          />
        </CardContent>
      </Card>
      <Typography variant="h6" component="h2">
        {text('resources.orders.mediaCount', { smart_count: order.items.length })}
      </Typography>
      <Box
        component="ul"
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
          listStyle: 'none',
          p: 0,
          m: 0,
        }}
      >
        {order.items.map((item) => (
          <MediaCard key={item.id} orderId={order.id} item={item} />
        ))}
      </Box>
    </Stack>
  );
};

const ProductLink = ({ product: { code, name } }: Pick<Order, 'product'>) => {
  const mayOpen = useMay('products:write');
  const label = (
    <>
      {code} · <bdi>{name}</bdi>
    </>
  );
  if (!mayOpen) return label;
  return (
    <Link component={RouterLink} to={`/products/${encodeURIComponent(code)}`}>
      {label}
    </Link>
  );
};

export default OrderPage;
