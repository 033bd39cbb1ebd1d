/** What the demo chain sells. Each product has an EAN-13 that a scanner reads; makers and books are made up. */
import {z} from 'zod';
import file from './products.json';

const rowSchema = z.tuple([z.string(), z.string(), z.int().positive(), z.string()]).rest(z.string());

const fileSchema = z.object({
  /** What the sell screen offers by touch first. */
  favourites: z.array(z.string()),
  groups: z.array(z.object({category: z.string(), brand: z.string(), products: z.array(rowSchema)})),
});

export interface DemoProduct {
  readonly sourceId: string;
  readonly ean: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly category: string;
  readonly brand: string;
  readonly author: string | undefined;
  readonly favourite: boolean;
}

const {favourites, groups} = fileSchema.parse(file);

export const demoProducts: readonly DemoProduct[] = groups.flatMap(({category, brand, products}) =>
  products.map(([sourceId, ean, priceMinor, name, author]) => {
    const favourite = favourites.includes(sourceId);
    return {sourceId, ean, name, priceMinor, category, brand, author, favourite};
  }),
);
