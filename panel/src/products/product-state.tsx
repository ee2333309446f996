import type { Product } from '../api/types';
import { useText } from '../i18n/use-text';
import { StateChip } from '../pieces/state-chip';

/** Whether a product can be ordered. */
export const ProductState = ({ active }: Pick<Product, 'active'>) => {
  const text = useText();
  return (
    <StateChip
      label={text(active ? 'resources.products.on' : 'resources.products.off')}
      tone={active ? 'good' : 'quiet'}
    />
  );
};
