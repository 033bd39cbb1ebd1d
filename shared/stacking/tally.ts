import type {CategoryId} from '../kernel/id.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Entry, Ranked} from './sequence.ts';
import type {StackingSettings} from './stacking-settings.ts';

/** How many were used so far, by what limits count. Only used redeemables count (ST4). */
export class Tally {
  readonly #settings: StackingSettings;
  readonly #byCategory = new Map<CategoryId, number>();
  #all = 0;
  #exclusive = 0;

  constructor(settings: StackingSettings) {
    this.#settings = settings;
  }

  add({candidate: {categoryId}, role}: Entry<Ranked>): void {
    this.#all += 1;
    if (role === 'exclusive') this.#exclusive += 1;
    if (categoryId !== null) this.#byCategory.set(categoryId, (this.#byCategory.get(categoryId) ?? 0) + 1);
  }

  /** The limit that leaves no room for one more, the widest first; null where there is room. */
  refusalOf({candidate: {categoryId}, role}: Entry<Ranked>): Refusal | null {
    const {applicableRedeemablesLimit, exclusiveLimit = 1} = this.#settings;
    if (this.#all >= applicableRedeemablesLimit) {
      return {code: 'applicable_limit_reached', limit: applicableRedeemablesLimit};
    }
    if (role === 'exclusive' && this.#exclusive >= exclusiveLimit) {
      return {code: 'exclusive_limit_reached', limit: exclusiveLimit};
    }
    return categoryId === null ? null : this.#ofCategory(categoryId, role === 'exclusive');
  }

  #ofCategory(categoryId: CategoryId, isExclusive: boolean): Refusal | null {
    const {perCategoryLimit, categoryLimits, exclusivePerCategoryLimit = 1} = this.#settings;
    const used = this.#byCategory.get(categoryId) ?? 0;
    if (isExclusive && exclusivePerCategoryLimit !== null && used >= exclusivePerCategoryLimit) {
      return {code: 'exclusive_category_limit_reached', categoryId, limit: exclusivePerCategoryLimit};
    }
    const limit = categoryLimits?.[categoryId] ?? perCategoryLimit;
    return limit === undefined || used < limit ? null : {code: 'category_limit_reached', categoryId, limit};
  }
}
