import OrdersIcon from '@mui/icons-material/ReceiptLongOutlined';
import OffIcon from '@mui/icons-material/PowerSettingsNewOutlined';
import { Button, Stack } from '@mui/material';
import { Edit, SimpleForm, TopToolbar, useNotify, useRecordContext, useRefresh } from 'react-admin';
import { Link } from 'react-router-dom';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import type { Product } from '../api/types';
import { useText } from '../i18n/use-text';
import { ActionButton } from '../pieces/action-button';
import { ConfirmButton } from '../pieces/confirm-button';
import { isolated } from '../pieces/isolated';
import { SaveOnly } from '../pieces/save-only';
import { ProductFields } from './product-fields';
import { ProductState } from './product-state';

/** One product: changed here, switched off and on, and the way to its orders. Products are never deleted. */
const ProductPage = () => (
  <Edit mutationMode="pessimistic" redirect="list" actions={<Actions />}>
    <SimpleForm toolbar={<SaveOnly />} sx={{ maxWidth: 720 }}>
      <State />
      <ProductFields />
    </SimpleForm>
  </Edit>
);

const State = () => {
  const product = useRecordContext<Product & { id: string }>();
  if (!product) return null;
  return (
    <Stack direction="row" gap={1} alignItems="center" mb={2}>
      <b>{product.code}</b>
      <ProductState active={product.active} />
    </Stack>
  );
};

const Actions = () => {
  const text = useText();
  const notify = useNotify();
  const refresh = useRefresh();
  const mayReadOrders = useMay('orders:read');
  const product = useRecordContext<Product & { id: string }>();
  if (!product) return null;
  const { code, name, active } = product;
  const turn = async (to: boolean) => {
    await api.patch('/products/{code}', { path: { code }, body: { active: to } });
    notify(to ? 'resources.products.switchOn.done' : 'resources.products.switchOff.done', { messageArgs: { code } });
    refresh();
  };
  return (
    <TopToolbar>
      {mayReadOrders && (
        <Button component={Link} to={ordersOf(code)} startIcon={<OrdersIcon />} size="small">
          {text('resources.products.orders')}
        </Button>
      )}
      {active ? (
        <ConfirmButton
          label={text('resources.products.switchOff.action')}
          question={text('resources.products.switchOff.question', { code, name: isolated(name) })}
          icon={<OffIcon />}
          color="error"
          variant="text"
          size="small"
          onConfirm={() => turn(false)}
        />
      ) : (
        <ActionButton
          label={text('resources.products.switchOn.action')}
          startIcon={<OffIcon />}
          size="small"
          onAct={() => turn(true)}
        />
      )}
    </TopToolbar>
  );
};

const ordersOf = (productCode: string): string =>
  `/orders?filter=${encodeURIComponent(JSON.stringify({ productCode }))}`;

export default ProductPage;
