import {mapFactSource} from '../builders/map-fact-source.ts';
import {factSourceContract} from './fact-source.ts';

factSourceContract('in memory', async (documents, availability) => mapFactSource(documents, availability));
