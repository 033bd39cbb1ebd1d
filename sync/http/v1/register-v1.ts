import {acceptEmptyJson} from '../accept-empty-json.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {registerCampaigns} from './campaign-routes.ts';
import {registerCustomers} from './customer-routes.ts';
import {registerOrders} from './order-routes.ts';
import {registerProducts} from './product-routes.ts';
import {registerPromotions} from './promotion-routes.ts';
import {registerRedemptions} from './redemption-routes.ts';
import {registerSegments} from './segment-routes.ts';
import {registerValidationRules} from './validation-rule-routes.ts';
import {registerVouchers} from './voucher-routes.ts';

/** The Voucherify REST API under /v1. Every route takes the project's server key, and no other. */
export async function registerV1(app: App, deps: AppDeps): Promise<void> {
  await app.register(async v1 => {
    v1.addHook('onRoute', route => {
      route.config = {...route.config, access: 'server'};
      route.schema = {...route.schema, security: [{'X-App-Id': [], 'X-App-Token': []}]};
    });
    acceptEmptyJson(v1, 'error');
    const typed: App = v1.withTypeProvider();
    registerProducts(typed, deps);
    registerCustomers(typed, deps);
    registerSegments(typed, deps);
    registerValidationRules(typed, deps);
    registerCampaigns(typed, deps);
    registerPromotions(typed, deps);
    registerVouchers(typed, deps);
    registerRedemptions(typed, deps);
    registerOrders(typed, deps);
  });
}
