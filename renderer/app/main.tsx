import './zod-without-eval.ts';
import './global.css';
import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {present} from '../../shared/kernel/assert.ts';
import {followTheme} from '../design/theme.ts';
import {Root} from './root.tsx';

followTheme();
const element = present(document.getElementById('root'), 'the root element of index.html');
createRoot(element).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
