/**
 * What most decisions look at, for many requests in one statement: the settings, the vouchers of codes with their
 * campaigns, rules and accounts, and the products and customers that are named. It is one moment of the database.
 */
import {sql} from 'kysely';
import {type ProjectSettings, projectSettingsSchema} from '../../../shared/decision/facts.ts';
import {present} from '../../../shared/kernel/assert.ts';
import type {CustomerId, ProductId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Account} from '../../../shared/ledger/account.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import {type Document, type DocumentKind, documentSchema} from '../../../shared/protocol/document.ts';
import type {Db} from '../database.ts';
import {parseOnce} from '../documents/parse-once.ts';
import {toAccount} from '../lock-accounts.ts';
import {prepared} from '../prepared-pool.ts';

/** What a request names. */
export interface FactNames {
  /** In normal form. */
  readonly codes: readonly string[];
  /** As typed: they may be ids. */
  readonly typed: readonly string[];
  readonly productIds: readonly ProductId[];
  /** The shop's numbers of products. */
  readonly sourceIds: readonly string[];
  readonly customerIds: readonly CustomerId[];
}

export interface ReadFacts {
  readonly settings: ProjectSettings;
  /** By kind and id with a space between. */
  readonly documents: ReadonlyMap<string, Document>;
  /** By code in normal form and by the shop's number: the document's id. */
  readonly voucherOfCode: ReadonlyMap<string, string>;
  readonly productOfSource: ReadonlyMap<string, string>;
  /** Those of the vouchers and of their campaigns; what is not here has not been opened. */
  readonly accounts: ReadonlyMap<AccountKey, Account>;
}

interface Row {
  readonly what: DocumentKind | 'account';
  readonly id: string;
  /** Of a voucher its code, of a product the number it was asked for by. */
  readonly name: string | null;
  readonly body: string | null;
  readonly limit_units: number | null;
  readonly committed: number | null;
  readonly held: number | null;
  readonly over_units: number | null;
  readonly target_units: number | null;
  readonly exposure_units: number | null;
}

const parseDocument = parseOnce(value => documentSchema.parse(value));
const parseSettings = parseOnce(value => projectSettingsSchema.parse(value));

export async function readFacts(
  db: Db,
  projectId: ProjectId,
  names: readonly FactNames[],
): Promise<ReadFacts> {
  const all = <Name>(pick: (one: FactNames) => readonly Name[]): Name[] => [...new Set(names.flatMap(pick))];
  const {rows} = await sql<Row>`${prepared('read-facts')}
    with found as materialized (
      select voucher_id, code_key from voucher
      where project_id = ${projectId} and code_key = any(${all(one => one.codes)}::text[])
      union
      select voucher_id, code_key from voucher
      where project_id = ${projectId} and voucher_id = any(${all(one => one.typed)}::text[])
    ), own as materialized (
      select id, code_key, body from found
      join document on project_id = ${projectId} and kind = 'voucher' and id = voucher_id
      where not deleted
    ), above as materialized (
      select id, body from document
      where project_id = ${projectId} and kind = 'campaign' and not deleted
        and id in (select body ->> 'campaignId' from own)
    ), opened as (
      select 'v:' || id || ':uses' as account from own
      union all select 'g:' || id || ':balance' from own
      union all select 'p:' || id || ':points' from own
      union all select 'x:' || id || ':trust' from above
    ), document_found as (
      select 'settings' as what, 'settings' as id, null as name,
        (settings || jsonb_build_object('kind', 'settings', 'id', 'settings', 'version', settings_version))::text as body
      from project where project_id = ${projectId}
      union all
      select 'voucher', id, code_key, body::text from own
      union all
      select 'campaign', id, null, body::text from above
      union all
      select kind, id, null, body::text from document
      where project_id = ${projectId} and kind = 'validation_rule' and not deleted
        and id in (
          select jsonb_array_elements_text(body -> 'ruleIds') from own
          union all select jsonb_array_elements_text(body -> 'ruleIds') from above
        )
      union all
      select kind, id, null, body::text from document
      where project_id = ${projectId} and kind = 'product' and not deleted
        and id = any(${all(one => one.productIds)}::text[])
      union all
      select kind, id, source_id, body::text from product p
      join document d on d.project_id = ${projectId} and kind = 'product' and id = product_id
      where p.project_id = ${projectId} and not deleted and source_id = any(${all(one => one.sourceIds)}::text[])
      union all
      select kind, id, null, body::text from document
      where project_id = ${projectId} and kind = 'customer' and not deleted
        and id = any(${all(one => one.customerIds)}::text[])
    )
    select what, id, name, body, null::bigint as limit_units, null::bigint as committed, null::bigint as held,
      null::bigint as over_units, null::bigint as target_units, null::bigint as exposure_units
    from document_found
    union all
    select 'account', account, null, null, limit_units, committed, held, over_units, target_units, exposure_units
    from account where project_id = ${projectId} and account in (select account from opened)
  `.execute(db);
  return factsOf(rows);
}

function factsOf(rows: readonly Row[]): ReadFacts {
  let settings: ProjectSettings | undefined;
  const documents = new Map<string, Document>();
  const voucherOfCode = new Map<string, string>();
  const productOfSource = new Map<string, string>();
  const accounts = new Map<AccountKey, Account>();
  for (const row of rows) {
    const {what, id, name, body} = row;
    if (what === 'account') accounts.set(id as AccountKey, accountOf(row));
    else if (what === 'settings') settings = parseSettings(body ?? '');
    else documents.set(`${what} ${id}`, parseDocument(body ?? ''));
    if (name !== null) (what === 'voucher' ? voucherOfCode : productOfSource).set(name, id);
  }
  return {
    settings: present(settings, 'the project'),
    documents,
    voucherOfCode,
    productOfSource,
    accounts,
  };
}

function accountOf(row: Row): Account {
  return toAccount({
    account: row.id as AccountKey,
    limit_units: row.limit_units ?? 0,
    committed: row.committed ?? 0,
    held: row.held ?? 0,
    over_units: row.over_units ?? 0,
    target_units: row.target_units,
    exposure_units: row.exposure_units ?? 0,
  });
}
