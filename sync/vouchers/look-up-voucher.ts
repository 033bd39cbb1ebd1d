import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {LookupAnswer} from '../../shared/protocol/lookup.ts';
import type {Db} from '../storage/database.ts';
import {pgFactSource} from '../storage/pg-fact-source.ts';

/** The voucher with this code or id, its campaign and the rules of both, as tills replicate them. */
export async function lookUpVoucher(
  db: Db,
  projectId: ProjectId,
  typed: string,
): Promise<Outcome<LookupAnswer>> {
  const facts = pgFactSource(db, projectId);
  const {codesCaseSensitive} = await facts.settings();
  const code = normaliseCode(typed, codesCaseSensitive);
  const found = await facts.vouchers([code], [typed.trim()]);
  const voucher = found.find(one => normaliseCode(one.code, codesCaseSensitive) === code) ?? found[0];
  if (voucher === undefined) return refused(notFound('voucher', typed));
  const campaigns = voucher.campaignId === null ? [] : await facts.campaigns([voucher.campaignId]);
  const ruleIds = [voucher, ...campaigns].flatMap(one => one.ruleIds);
  const rules = await facts.validationRules([...new Set(ruleIds)]);
  return done({documents: [voucher, ...campaigns, ...rules]});
}
