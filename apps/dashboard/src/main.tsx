import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/components.js';
import './styles/theme.css';
import './styles/layout.css';
import './styles/pictures.css';
import { App } from './app/app.js';
import { startTheme } from './app/theme.js';

startTheme();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
