import { ProductService } from '../../orders';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { changeProduct, createProduct, getProduct, listProducts } from './products.contract';

/** What can be ordered. Products are switched off, never deleted: orders point to them. */
@ApiController()
export class ProductsController {
  constructor(private readonly products: ProductService) {}

  @Serves(listProducts)
  list(@Call() { query }: CallOf<typeof listProducts>) {
    return this.products.browse(query);
  }

  @Serves(getProduct)
  get(@Call() { params }: CallOf<typeof getProduct>) {
    return this.products.get(params.code);
  }

  @Serves(createProduct)
  create(@Call() { body, actor }: CallOf<typeof createProduct>) {
    return this.products.create(body, actor);
  }

  @Serves(changeProduct)
  change(@Call() { params, body, actor }: CallOf<typeof changeProduct>) {
    return this.products.change(params.code, body, actor);
  }
}
