import { Typography } from '@mui/material';
import { CreateButton, DataTable, SearchInput, SelectInput, TopToolbar } from 'react-admin';
import { useMay } from '../admin/use-may';
import type { Product } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ListPage } from '../pieces/list-page';
import { MEBIBYTE } from './product-fields';
import { ProductState } from './product-state';

const ProductList = () => {
  const text = useText();
  const format = useFormat();
  const mayChange = useMay('products:write');
  const add = <CreateButton label={text('resources.products.add')} />;
  const kinds = ({ acceptedMedia }: Product) =>
    acceptedMedia.map((kind) => text(`resources.products.kinds.${kind}`)).join(', ');
  const limit = ({ maxFileSizeBytes }: Product) =>
    text('resources.products.limit.size', { size: format.number(maxFileSizeBytes / MEBIBYTE) });
  const open = mayChange ? 'edit' : false;
  return (
    <ListPage<Product & { id: string }>
      filters={filters}
      sort={{ field: 'code', order: 'ASC' }}
      actions={<TopToolbar>{mayChange && add}</TopToolbar>}
      empty={{
        title: text('resources.products.empty.title'),
        hint: text('resources.products.empty.hint'),
        action: mayChange && add,
      }}
      phone={{
        primary: ({ code, name }) => (
          <>
            <b>{code}</b> <bdi>{name}</bdi>
          </>
        ),
        secondary: (product) => (
          <>
            <ProductState active={product.active} /> {kinds(product)} · ≤ {limit(product)}
          </>
        ),
        link: open,
      }}
    >
      <DataTable rowClick={open} bulkActionButtons={false}>
        <DataTable.Col source="code" render={({ code }: Product) => <b>{code}</b>} />
        <DataTable.Col
          source="name"
          render={({ name }: Product) => (
            <Typography variant="body2" component="bdi" sx={{ overflowWrap: 'anywhere' }}>
              {name}
            </Typography>
          )}
        />
        <DataTable.Col source="acceptedMedia" disableSort render={kinds} />
        <DataTable.Col source="maxFileSizeBytes" align="right" disableSort render={limit} />
        <DataTable.Col
          source="seriesPattern"
          disableSort
          render={({ seriesPattern }: Product) =>
            seriesPattern === null ? text('resources.products.pattern.anything') : <code>{seriesPattern}</code>
          }
        />
        <DataTable.Col source="active" disableSort render={({ active }: Product) => <ProductState active={active} />} />
      </DataTable>
    </ListPage>
  );
};

const filters = [
  <SearchInput key="q" source="q" alwaysOn />,
  <SelectInput
    key="active"
    source="active"
    alwaysOn
    choices={[
      { id: 'true', name: 'resources.products.on' },
      { id: 'false', name: 'resources.products.off' },
    ]}
  />,
];

export default ProductList;
