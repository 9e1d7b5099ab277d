export { webhooksContext, WebhooksModule } from './webhooks.module.js';
