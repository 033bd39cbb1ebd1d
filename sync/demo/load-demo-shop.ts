/**
 * Loads the demo shop into an empty project through the routes that a user's data takes: the REST API for catalogue,
 * customers and campaigns, the admin routes for stores, tills and staff.
 */
import type {DemoContext} from './context.ts';
import {demoCampaigns} from './demo-campaigns.ts';
import {demoProducts} from './demo-catalogue.ts';
import {demoClient} from './demo-client.ts';
import {demoCustomers, demoSegments} from './demo-customers.ts';
import {demoChain, demoStaff, demoStores} from './demo-stores.ts';
import {loadCampaigns} from './load-campaigns.ts';
import {loadCatalogue} from './load-catalogue.ts';
import {loadCustomers} from './load-customers.ts';
import {loadStores} from './load-stores.ts';
import {suggestions} from './try-this.ts';

/** Prints what it does. Throws, with the route and its answer, when the server refuses any of it. */
export async function loadDemoShop(context: DemoContext): Promise<void> {
  const client = demoClient(context.app);
  const startedAtMs = context.clock.nowMs();
  console.log(`Loading the demo shop "${demoChain}" ...`);
  // These know nothing of each other; campaigns name products and segments.
  const [products, segments] = await Promise.all([
    loadCatalogue(client).then(told(`${demoProducts.length} products`)),
    loadCustomers(client).then(told(`${demoCustomers.length} customers in ${demoSegments.length} segments`)),
    loadStores(client).then(
      told(`${demoStores.length} stores, ${tillCount()} tills, ${demoStaff.length} people at work`),
    ),
  ]);
  const {promotions, coupons, giftCards} = demoCampaigns;
  const campaigns = promotions.length + coupons.length + giftCards.length;
  await loadCampaigns(client, context.clock, {products, segments}).then(told(`${campaigns} campaigns`));
  const seconds = ((context.clock.nowMs() - startedAtMs) / 1000).toFixed(1);
  console.log(`Loaded in ${seconds} s.\n\n${trySuggestions()}\n`);
}

function tillCount(): number {
  return demoStores.reduce((count, store) => count + store.tills.length, 0);
}

/** Says it when it is done, and passes on what came of it. */
function told<Result>(what: string): (result: Result) => Result {
  return result => {
    console.log(`  ${what}`);
    return result;
  };
}

function trySuggestions(): string {
  const width = Math.max(...suggestions.map(s => s.scan.join(', ').length));
  const lines = suggestions.map(({scan, happens}) => `  ${scan.join(', ').padEnd(width)}  ${happens}`);
  return ['Try this at the till (more in docs/demo-shop.md):', ...lines].join('\n');
}
