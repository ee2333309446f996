import { Stack, Typography } from '@mui/material';
import { DataTable, FilterButton, NumberInput, SelectInput, TextInput, TopToolbar } from 'react-admin';
import type { Order } from '../api/types';
import { useText } from '../i18n/use-text';
import { ListPage } from '../pieces/list-page';
import { Moment } from '../pieces/moment';
import { PersonLink, PersonName } from '../pieces/person-link';
import { OrderState, orderStatuses } from './order-state';

const LONGEST_CODE = 32;

const OrderList = () => {
  const text = useText();
  const media = ({ items }: Order) => text('resources.orders.mediaCount', { smart_count: items.length });
  return (
    <ListPage<Order>
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      actions={
        <TopToolbar>
          <FilterButton />
        </TopToolbar>
      }
      empty={{ title: text('resources.orders.empty.title'), hint: text('resources.orders.empty.hint') }}
      phone={{
        primary: (order) => (
          <>
            #{order.id} <ProductName order={order} />
          </>
        ),
        secondary: (order) => (
          <Stack component="span" direction="row" gap={1} alignItems="center" flexWrap="wrap">
            <OrderState status={order.status} />
            <PersonName id={order.userId} /> · {media(order)} · <Moment at={order.createdAt} />
            <Reason order={order} />
          </Stack>
        ),
      }}
    >
      <DataTable rowClick="show" bulkActionButtons={false}>
        <DataTable.Col source="id" disableSort render={({ id }: Order) => `#${id}`} />
        <DataTable.Col source="product" disableSort render={(order: Order) => <ProductName order={order} />} />
        <DataTable.Col
          source="series"
          disableSort
          render={({ series }: Order) => series !== null && <Anywhere>{series}</Anywhere>}
        />
        <DataTable.Col source="userId" disableSort render={({ userId }: Order) => <PersonLink id={userId} />} />
        <DataTable.Col source="items" disableSort render={media} />
        <DataTable.Col
          source="status"
          disableSort
          render={(order: Order) => (
            <>
              <OrderState status={order.status} />
              <Reason order={order} />
            </>
          )}
        />
        <DataTable.Col source="createdAt" render={({ createdAt }: Order) => <Moment at={createdAt} />} />
      </DataTable>
    </ListPage>
  );
};

/** Codes are what the API takes for one, while they are still being typed too. */
const asCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^A-Z0-9_-]|^[_-]+/g, '')
    .slice(0, LONGEST_CODE);

const filters = [
  <SelectInput
    key="status"
    source="status"
    alwaysOn
    choices={orderStatuses.map((id) => ({ id, name: `resources.orders.statuses.${id}` }))}
  />,
  <TextInput key="productCode" source="productCode" alwaysOn parse={asCode} resettable />,
  <NumberInput key="userId" source="userId" min={1} step={1} />,
];

const ProductName = ({ order: { product } }: { order: Order }) => (
  <>
    <b>{product.code}</b> <Anywhere>{product.name}</Anywhere>
  </>
);

const Anywhere = ({ children }: { children: string }) => <bdi style={{ overflowWrap: 'anywhere' }}>{children}</bdi>;

/** Why it failed, in the words for the first of its media that did. */
const Reason = ({ order: { status, items } }: { order: Order }) => {
  const text = useText();
  const failure = status === 'failed' ? items.find((item) => item.failure !== null)?.failure : null;
  if (!failure) return null;
  return (
    <Typography variant="caption" color="textSecondary" component="span" display="block">
      {text(`resources.orders.failures.${failure}`)}
    </Typography>
  );
};

export default OrderList;
