import {test} from 'vitest';
import {checkThatAskingAgrees, checkThatTheIndexFindsAll} from '../../test/builders/rules-agree.ts';

test('[R5] all ways of asking agree, at length', () => checkThatAskingAgrees(1000), 120_000);

test('[R38] the index finds all, at length', () => checkThatTheIndexFindsAll(500), 120_000);
