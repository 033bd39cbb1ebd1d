import type {Remedy} from '../reasons/refusal.ts';
import {askLines} from './ask-lines.ts';
import {type Asking, type Blocking, nothingBlocks} from './asking.ts';
import {compileLineRule} from './compile-line-rule.ts';
import {type Compiled, notUnderstood, plainRule} from './compiled-rule.ts';
import {quantifiers} from './quantifier.ts';
import type {RuleContext} from './rule-context.ts';
import {families} from './rule-family.ts';
import type {RuleNode} from './validation-rule.ts';

const products = families('products');
const anyProduct: Remedy = {kind: 'add_product', productIds: []};

/** A rule about lines that stands alone (`product.price`): one line of all must meet it. */
export function compileAloneRule(rule: RuleNode, key: string): Compiled<RuleContext> {
  const ofLine = compileLineRule(rule, key, anyProduct);
  if (ofLine.unknown.length > 0) return notUnderstood(ofLine.unknown);
  const test = ({facts, unasked}: RuleContext) => {
    const {lines} = facts.pool;
    if ((unasked & products) !== 0) return true;
    return lines.some(line => ofLine.test({line, all: lines, moment: facts.moment}));
  };
  const blocking = ({facts, unasked}: RuleContext, asking: Asking): Blocking => {
    if ((unasked & products) !== 0) return nothingBlocks;
    const {lines, hasItems} = facts.pool;
    const at = asking.checks.length;
    const each = askLines(ofLine, lines, facts.moment, false, asking);
    if (lines.length > 0) return quantifiers.any.blocking(each);
    const own = asking.checks.slice(at).map(check => ({...check, passed: false}));
    asking.checks.splice(at, own.length, ...own);
    if (!hasItems) for (const check of own) asking.causes?.set(check, 'items');
    return own;
  };
  return plainRule(test, (context, asking) => blocking(context, asking).length === 0, blocking, {cost: 20});
}
