import {demoProducts} from './demo-catalogue.ts';
import {type DemoClient, idOf} from './demo-client.ts';
import {inTurns} from './in-turns.ts';

/** Source id → id of every product. */
export async function loadCatalogue(client: DemoClient): Promise<ReadonlyMap<string, string>> {
  const ids = await inTurns(demoProducts, async product => {
    const {sourceId, name, priceMinor, category, brand, ean, author, favourite} = product;
    const metadata = {category, brand, ean, ...(author && {author}), ...(favourite && {favourite})};
    const answer = await client.post('/v1/products', {
      source_id: sourceId,
      name,
      price: priceMinor,
      metadata,
    });
    return [sourceId, idOf(answer)] as const;
  });
  return new Map(ids);
}
