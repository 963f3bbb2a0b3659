import { createApp } from 'vue';
import App from './App.vue';
import './style.css';

// Another invitation link pasted into the same tab changes nothing but the part behind #.
window.addEventListener('hashchange', () => location.reload());
createApp(App).mount('#app');
