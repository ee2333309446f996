import { ProductExists, ProductFieldInvalid, ProductNotFound, type ProductDraft } from '../../../src/orders';
import { OrdersBench } from './support/orders-bench';
import { AN_ADMIN } from '../../support/an-admin';

const MB = 1 << 20;
const POSTER: ProductDraft = {
  code: 'b-200',
  name: '  Poster \n A2 ',
  acceptedMedia: ['photo', 'photo', 'document'],
  maxFileSizeBytes: 3000 * MB,
  seriesPattern: ' ',
};

let bench: OrdersBench;
beforeAll(async () => {
  bench = await OrdersBench.open();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

describe('the catalogue', () => {
  it('takes a product in with its fields tidied', async () => {
    const product = await bench.main.products.create(POSTER, AN_ADMIN);
    expect(product).toMatchObject({
      code: 'B-200',
      name: 'Poster A2',
      acceptedMedia: ['photo', 'document'],
      maxFileSizeBytes: 3000 * MB,
      seriesPattern: null,
      active: true,
    });
    expect(await bench.main.products.get('#B-200')).toEqual(product);
  });

  it.each<[string, Partial<ProductDraft>]>([
    ['code', { code: 'B 200' }],
    ['name', { name: ' ' }],
    ['acceptedMedia', { acceptedMedia: [] }],
    ['maxFileSizeBytes', { maxFileSizeBytes: 0.5 }],
    ['seriesPattern', { seriesPattern: '(?=x)' }],
  ])('refuses a wrong %s, and names the field', async (field, wrong) => {
    const creating = bench.main.products.create({ ...POSTER, ...wrong }, AN_ADMIN);
    await expect(creating).rejects.toThrow(ProductFieldInvalid);
    await expect(creating).rejects.toMatchObject({ field });
  });

  it('has each code once', async () => {
    await expect(bench.main.products.create({ ...POSTER, code: 'a100' }, AN_ADMIN)).rejects.toThrow(ProductExists);
  });

  it('changes what is given, and only that', async () => {
    const before = await bench.main.products.get('A100');
    expect(await bench.main.products.change('a100', { name: 'Cup' }, AN_ADMIN)).toEqual({ ...before, name: 'Cup' });
    expect(await bench.main.products.change('A100', { seriesPattern: null }, AN_ADMIN)).toMatchObject({
      seriesPattern: null,
    });
    expect(await bench.main.products.change('A100', { acceptedMedia: ['video'] }, AN_ADMIN)).toMatchObject({
      name: 'Cup',
      acceptedMedia: ['video'],
      seriesPattern: null,
    });
    await expect(bench.main.products.change('NONE', { name: 'x' }, AN_ADMIN)).rejects.toThrow(ProductNotFound);
  });

  it('is listed by code, page by page, switched-off products on request', async () => {
    await bench.main.products.create(POSTER, AN_ADMIN);
    await bench.main.products.setActive('A100', false, AN_ADMIN);
    expect(await bench.main.products.list({ page: 7, pageSize: 1 })).toMatchObject({
      total: 2,
      page: 2,
      items: [{ code: 'B-200' }],
    });
    expect(await bench.main.products.list({ page: 1, pageSize: 10, active: true })).toMatchObject({
      items: [{ code: 'B-200' }],
    });
    await expect(bench.main.products.setActive('NONE', true, AN_ADMIN)).rejects.toThrow(ProductNotFound);
  });
});
