import {foldersOf, isIn, isTest, type Module} from './module.ts';

/** The folders of shared/ in import order: each may import those before it. A new folder takes its place here. */
const sharedFolders: readonly string[] = [
  'kernel',
  'money',
  'conventions',
  'calendar',
  'reasons',
  'codes',
  'metadata',
  'filters',
  'ledger',
  'catalog',
  'customer',
  'order',
  'segments',
  'formula',
  'loyalty',
  'referral',
  'giveaway',
  'rules',
  'applicability',
  'benefits',
  'redeemables',
  'stacking',
  'decision',
  'redemption',
  'returns',
  'qualification',
  'explain',
  'earning',
  'conversion',
  'publication',
  'merge',
  'what-if',
  'protocol',
  'api',
];

/** Inside shared a folder imports only folders listed before it. Tests may look further. */
export function sharedOrderViolations(modules: readonly Module[]): string[] {
  return modules.filter(module => isIn(module.path, 'shared')).flatMap(moduleViolations);
}

function moduleViolations(module: Module): string[] {
  const own = foldersOf(module.path)[1];
  if (own === undefined) return [`${module.path} lies in no folder of shared/`];
  if (!sharedFolders.includes(own))
    return [
      `${module.path}: shared/${own} has no place in the import order (test/architecture/shared-order.ts)`,
    ];
  if (isTest(module)) return [];
  return module.imports
    .filter(i => i.isRelative && isIn(i.target, 'shared'))
    .filter(i => sharedFolders.indexOf(foldersOf(i.target)[1] ?? '') > sharedFolders.indexOf(own))
    .map(i => `${module.path} imports ${i.target}, which comes later in the import order`);
}
