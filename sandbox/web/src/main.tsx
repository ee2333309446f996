import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startPage } from './state/live-world';
import './styles/index.css';

const page = document.getElementById('page');
if (!page) throw new Error('The page has no #page element');
createRoot(page).render(<App />);
void startPage();
