/** So many different codes of eight letters and digits, all kept, as a till or a campaign makes them. */
import {codeMaker} from '../../../shared/codes/code-maker.ts';
import {peerPackage} from '../peer-package.ts';
import type {Side} from '../side.ts';

interface VoucherCodeGenerator {
  generate(config: {readonly length: number; readonly count: number}): readonly string[];
}

/** A new key each time, from the system, as a new series has one. */
export function ours(count: number): Side {
  return mintSide(count, () => {
    const made = codeMaker({length: 8}, crypto.getRandomValues(new Uint8Array(32)), true);
    if (!made.ok) throw new Error(made.problem.code);
    const {codeAt} = made.maker;
    const codes: string[] = [];
    for (let index = 0; index < count; index += 1) codes.push(codeAt(index));
    return codes;
  });
}

/** Voucherify's own package; `Math.random` and a set of what it made. */
export function voucherCodeGenerator(count: number): Side {
  const {generate} = peerPackage<VoucherCodeGenerator>('voucher-code-generator');
  return mintSide(count, () => generate({length: 8, count}));
}

function mintSide(count: number, mint: () => readonly string[]): Side {
  return {
    answers: () => {
      const codes = mint();
      const wellFormed = codes.filter(code => /^[0-9A-Za-z]{8}$/.test(code));
      return `${new Set(wellFormed).size} different codes of ${count}`;
    },
    run: mint,
  };
}
