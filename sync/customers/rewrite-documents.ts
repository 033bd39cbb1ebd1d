/**
 * Takes a person out of what every till replicates: the metadata of campaigns, products, tiers and vouchers (a name on a
 * voucher), and what rules ask (an address in a condition). Each is published anew, so that tills replace theirs. What a shop
 * calls its own things (names of campaigns and rules, codes) stays.
 */
import {z} from 'zod';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {readEditable} from '../../shared/merge/editable.ts';
import {parseDefinition} from '../../shared/rules/parse-definition.ts';
import {pgEditBook} from '../edits/pg-edit-book.ts';
import {ruleDocument} from '../rules/rule-document.ts';
import {sameContent} from '../same-content.ts';
import {describedKinds, findDescribed, forgetFieldNames} from '../storage/customers/erase-customer-data.ts';
import type {Tx} from '../storage/database.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {lockRulesSaying, rewriteRule} from '../storage/rules/rewrite-rule.ts';
import {type Person, scrub} from './scrub.ts';

const rulesSchema = z.record(z.string(), z.unknown());

/** `person` with the words that name them alone: of these documents none is about them. */
export async function rewriteDocuments(
  tx: Tx,
  projectId: ProjectId,
  person: Person,
  nowMs: EpochMs,
): Promise<void> {
  const book = pgEditBook(tx, projectId, nowMs);
  for (const kind of describedKinds) {
    for (const id of await findDescribed(tx, projectId, kind, person.words)) {
      const standing = await book.lockDocument(kind, id);
      if (standing === null) continue;
      const {document} = standing;
      const metadata = scrub(document.metadata, person, true);
      const next = readEditable(kind, {...document, metadata, version: document.version + 1});
      if (next !== null && !sameContent(next.metadata, document.metadata)) await book.saveDocument(next);
    }
  }
  await rewriteRules(tx, projectId, person, nowMs);
  await forgetFieldNames(tx, projectId, person.words);
}

async function rewriteRules(tx: Tx, projectId: ProjectId, person: Person, nowMs: EpochMs): Promise<void> {
  for (const rule of await lockRulesSaying(tx, projectId, person.words)) {
    const rules = rulesSchema.parse(scrub(rule.rules, person));
    const {bundleRules, applicableTo} = rule;
    // What no longer reads as a rule stays: one that nobody can read would end every sale.
    const parsed = parseDefinition({rules, bundle_rules: bundleRules, applicable_to: applicableTo});
    if (!parsed.ok || sameContent(rules, rule.rules)) continue;
    const next = {...rule, rules, version: rule.version + 1, updatedAt: new Date(nowMs).toISOString()};
    await rewriteRule(tx, projectId, next);
    await publishDocument(tx, projectId, ruleDocument(next));
  }
}
