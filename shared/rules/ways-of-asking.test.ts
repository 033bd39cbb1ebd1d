import {test} from 'vitest';
import {checkThatAskingAgrees, checkThatTheIndexFindsAll} from '../../test/builders/rules-agree.ts';

// A sample of what ways-of-asking-fuzz.test.ts does at length.
test('[R5] all ways of asking agree', () => checkThatAskingAgrees(60));

test('[R38] looking up and asking finds what asking everybody finds', () => checkThatTheIndexFindsAll(40));
