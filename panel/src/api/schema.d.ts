export interface paths {
  '/api/v1/admins': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Accounts that may sign in here
     * @description Needs the permission `accounts:read`.
     */
    get: operations['getAdmins'];
    put?: never;
    /**
     * Add an account
     * @description Nobody gives a role that may do more than they may themselves. A linked account has the role of its person.
     *
     *     Needs the permission `accounts:write`.
     */
    post: operations['postAdmins'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/admins/{adminId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One account
     * @description Needs the permission `accounts:read`.
     */
    get: operations['getAdminsByAdminId'];
    put?: never;
    post?: never;
    /**
     * Remove an account
     * @description Needs the permission `accounts:write`.
     */
    delete: operations['deleteAdminsByAdminId'];
    options?: never;
    head?: never;
    /**
     * Give another role, link a person, shut out or let in again
     * @description Needs the permission `accounts:write`.
     */
    patch: operations['patchAdminsByAdminId'];
    trace?: never;
  };
  '/api/v1/admins/{adminId}/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Give a new password and end all sessions
     * @description Needs the permission `accounts:write`.
     */
    put: operations['putAdminsByAdminIdPassword'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/admins/{adminId}/sign-out': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End all sessions of an account
     * @description Needs the permission `accounts:write`.
     */
    post: operations['postAdminsByAdminIdSignOut'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who changed what, in the chat and here
     * @description Needs the permission `audit:read`.
     */
    get: operations['getAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign in
     * @description With `keep: "cookie"` the refresh token goes into an httpOnly, `SameSite=Strict` cookie of `/api/v1/auth` instead of the answer, whose `refreshToken` is null: for pages in a browser. The access token is in the answer either way, and is the only thing that any other route looks at.
     */
    post: operations['postAuthLogin'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign out
     * @description Ends the session of the refresh token, of the cookie, or of the access token, whichever is there.
     */
    post: operations['postAuthLogout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/logout-everywhere': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End all of my sessions, this one included */
    post: operations['postAuthLogoutEverywhere'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who I am and what I may do */
    get: operations['getAuthMe'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change my password
     * @description Ends all of my other sessions.
     */
    post: operations['postAuthPassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchange a refresh token for new tokens
     * @description Each refresh token is good for once. One that comes back ends the session for everybody who holds a token of it, except within ten seconds of its use, when its answer may have been lost. Without a body the cookie is read and its successor set, and the header `X-Bellhop-Panel` is needed.
     */
    post: operations['postAuthRefresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where I am signed in */
    get: operations['getAuthSessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Broadcasts
     * @description Needs the permission `broadcasts:read`.
     */
    get: operations['getBroadcasts'];
    put?: never;
    /**
     * Keep a draft
     * @description Nothing is sent until it is started. What is wrong with it is told by its preview.
     *
     *     Needs the permission `broadcasts:send`.
     */
    post: operations['postBroadcasts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One broadcast, its counts, and how fast it goes
     * @description Needs the permission `broadcasts:read`.
     */
    get: operations['getBroadcastsByBroadcastId'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change what has not begun
     * @description Needs the permission `broadcasts:send`.
     */
    patch: operations['patchBroadcastsByBroadcastId'];
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give it up: whoever is still open gets nothing
     * @description Needs the permission `broadcasts:send`.
     */
    post: operations['postBroadcastsByBroadcastIdCancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/ledger': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who got it and who did not
     * @description Needs the permission `broadcasts:read`.
     */
    get: operations['getBroadcastsByBroadcastIdLedger'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/ledger.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The whole ledger as CSV
     * @description Needs the permission `broadcasts:read`.
     */
    get: operations['getBroadcastsByBroadcastIdLedgerCsv'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Pause: no message begins after the answer
     * @description Needs the permission `broadcasts:send`.
     */
    post: operations['postBroadcastsByBroadcastIdPause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What starting it would mean
     * @description Needs the permission `broadcasts:read`.
     */
    get: operations['getBroadcastsByBroadcastIdPreview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/resend-unknown': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send again where nobody knows; some may get it twice
     * @description Needs the permission `broadcasts:send`.
     */
    post: operations['postBroadcastsByBroadcastIdResendUnknown'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go on
     * @description Needs the permission `broadcasts:send`.
     */
    post: operations['postBroadcastsByBroadcastIdResume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/retry-failed': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send again where a passing failure was in the way
     * @description Needs the permission `broadcasts:send`.
     */
    post: operations['postBroadcastsByBroadcastIdRetryFailed'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/schedule': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let it begin by itself
     * @description Needs the permission `broadcasts:send`.
     */
    post: operations['postBroadcastsByBroadcastIdSchedule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begin to send
     * @description Needs the permission `broadcasts:send`.
     */
    post: operations['postBroadcastsByBroadcastIdStart'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Show it to me in the chat, as recipients will see it
     * @description The account has to be linked to a person.
     *
     *     Needs the permission `broadcasts:send`.
     */
    post: operations['postBroadcastsByBroadcastIdTest'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/{broadcastId}/unschedule': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a scheduled one a draft again
     * @description Needs the permission `broadcasts:send`.
     */
    post: operations['postBroadcastsByBroadcastIdUnschedule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/broadcasts/audience': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How many people a choice would reach, and how long that would take
     * @description Needs the permission `broadcasts:read`.
     */
    get: operations['getBroadcastsAudience'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/channels': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Channels that people must have joined
     * @description There are never more than ten, so they come on one page.
     *
     *     Needs the permission `channels:read`.
     */
    get: operations['getChannels'];
    put?: never;
    /**
     * Ask for one more channel
     * @description The bot has to be an administrator there.
     *
     *     Needs the permission `channels:write`.
     */
    post: operations['postChannels'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/channels/{channelId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One channel
     * @description Needs the permission `channels:read`.
     */
    get: operations['getChannelsByChannelId'];
    put?: never;
    post?: never;
    /**
     * Take it off the list
     * @description Needs the permission `channels:write`.
     */
    delete: operations['deleteChannelsByChannelId'];
    options?: never;
    head?: never;
    /**
     * Ask for it or not; let people in at once or by request
     * @description Needs the permission `channels:write`.
     */
    patch: operations['patchChannelsByChannelId'];
    trace?: never;
  };
  '/api/v1/errors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Unexpected failures of all processes, by kind
     * @description Needs the permission `system:read`.
     */
    get: operations['getErrors'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Changes as they happen (server-sent events)
     * @description Each event is named after its topic, and its data is what the topic shows now: `status` as `/system/status`, `queues` as the items of `/queues`, without waits, `broadcasts` as those that are scheduled, running or paused, running ones with their pace. An event comes when something has changed, looked at every two seconds. Topics that the account may not read are left out. The stream ends with the access token, and when the account may read one of its topics no more; listen again with a new one.
     */
    get: operations['getEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/files': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The library
     * @description With `q`, files are searched as in the chat, best first: typing errors and scripts are forgiven. A search is narrowed by `kind` alone and pages of it hold at most 50.
     *
     *     Needs the permission `files:read`.
     */
    get: operations['getFiles'];
    put?: never;
    /**
     * Upload a file
     * @description The body is the file itself; it is streamed on to Telegram and never kept here. It goes to the storage channel, or to the chat of the person who is linked to the account.
     *
     *     Needs the permission `files:write`.
     */
    post: operations['postFiles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/files/{fileId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One file
     * @description Needs the permission `files:read`.
     */
    get: operations['getFilesByFileId'];
    put?: never;
    post?: never;
    /**
     * Take a file out of the library
     * @description Needs the permission `files:write`.
     */
    delete: operations['deleteFilesByFileId'];
    options?: never;
    head?: never;
    /**
     * Give another title or other tags
     * @description A new title makes a new served copy in the background.
     *
     *     Needs the permission `files:write`.
     */
    patch: operations['patchFilesByFileId'];
    trace?: never;
  };
  '/api/v1/files/{fileId}/reprocess': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Process a file again
     * @description Needs the permission `files:write`.
     */
    post: operations['postFilesByFileIdReprocess'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/library/reprocess': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Process every file again in the background, for example after a new thumbnail
     * @description Needs the permission `files:write`.
     */
    post: operations['postLibraryReprocess'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/library/thumbnail': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The picture that every processed file wears
     * @description Needs the permission `files:read`.
     */
    get: operations['getLibraryThumbnail'];
    /**
     * Let files processed from now on wear this picture
     * @description Needs the permission `files:write`.
     */
    put: operations['putLibraryThumbnail'];
    post?: never;
    /**
     * Let files processed from now on have what Telegram makes for them
     * @description Needs the permission `files:write`.
     */
    delete: operations['deleteLibraryThumbnail'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/orders': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everybody's orders
     * @description Needs the permission `orders:read`.
     */
    get: operations['getOrders'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/orders/{orderId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One order
     * @description Needs the permission `orders:read`.
     */
    get: operations['getOrdersByOrderId'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/orders/{orderId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let go of an order that is not confirmed
     * @description Needs the permission `orders:write`.
     */
    post: operations['postOrdersByOrderIdCancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/orders/{orderId}/media/{mediaId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a customer sent
     * @description Needs the permission `orders:read`.
     */
    get: operations['getOrdersByOrderIdMediaByMediaId'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/orders/{orderId}/media/{mediaId}/thumbnail': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A small picture of it
     * @description Needs the permission `orders:read`.
     */
    get: operations['getOrdersByOrderIdMediaByMediaIdThumbnail'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/orders/{orderId}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Download again what failed
     * @description Needs the permission `orders:write`.
     */
    post: operations['postOrdersByOrderIdRetry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/products': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What can be ordered
     * @description Needs the permission `products:read`.
     */
    get: operations['getProducts'];
    put?: never;
    /**
     * Add a product
     * @description Needs the permission `products:write`.
     */
    post: operations['postProducts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/products/{code}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One product
     * @description Needs the permission `products:read`.
     */
    get: operations['getProductsByCode'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change a product, or switch it off and on
     * @description Needs the permission `products:write`.
     */
    patch: operations['patchProductsByCode'];
    trace?: never;
  };
  '/api/v1/queues': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The queues and how full they are
     * @description Needs the permission `system:read`.
     */
    get: operations['getQueues'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/queues/{queue}/jobs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The jobs of a queue in one state
     * @description Finished jobs come newest first, all others in their turn.
     *
     *     Needs the permission `system:read`.
     */
    get: operations['getQueuesByQueueJobs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/queues/{queue}/jobs/{jobId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One job
     * @description Needs the permission `system:read`.
     */
    get: operations['getQueuesByQueueJobsByJobId'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/queues/{queue}/jobs/{jobId}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Run a failed job again
     * @description Needs the permission `system:write`.
     */
    post: operations['postQueuesByQueueJobsByJobIdRetry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Roles, and every permission there is
     * @description There are never more than fifty, so they come on one page.
     *
     *     Needs the permission `roles:read`.
     */
    get: operations['getRoles'];
    put?: never;
    /**
     * Add a role
     * @description It can permit nothing that whoever adds it may not do.
     *
     *     Needs the permission `roles:write`.
     */
    post: operations['postRoles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/roles/{role}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One role
     * @description Needs the permission `roles:read`.
     */
    get: operations['getRolesByRole'];
    put?: never;
    post?: never;
    /**
     * Remove a role that nobody has
     * @description Needs the permission `roles:write`.
     */
    delete: operations['deleteRolesByRole'];
    options?: never;
    head?: never;
    /**
     * Change what a role may do, for everybody who has it
     * @description Needs the permission `roles:write`.
     */
    patch: operations['patchRolesByRole'];
    trace?: never;
  };
  '/api/v1/settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What can be set while the application runs
     * @description Everything else is set by environment variables and takes a restart.
     *
     *     Needs the permission `settings:read`.
     */
    get: operations['getSettings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Set one or several
     * @description All of them or none. Every process follows within about two seconds.
     *
     *     Needs the permission `settings:write`.
     */
    patch: operations['patchSettings'];
    trace?: never;
  };
  '/api/v1/settings/{setting}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Back to what the environment says
     * @description Needs the permission `settings:write`.
     */
    delete: operations['deleteSettingsBySetting'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/statistics/daily': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Figures for each day
     * @description Days are UTC. Answers are kept for a minute; `generatedAt` says when they were made.
     *
     *     Needs the permission `stats:read`.
     */
    get: operations['getStatisticsDaily'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/statistics/totals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Figures of everything
     * @description Answers are kept for a minute; `generatedAt` says when they were made.
     *
     *     Needs the permission `stats:read`.
     */
    get: operations['getStatisticsTotals'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/system/health-history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How the application did, minute by minute
     * @description The latest first, at most a day of minutes; a week is kept. Without times: the last day.
     *
     *     Needs the permission `system:read`.
     */
    get: operations['getSystemHealthHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/system/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How the application is doing
     * @description Parts, breakers and memory are those of the process that answers; queues, what is sent, tasks, errors and alerts are those of all.
     *
     *     Needs the permission `system:read`.
     */
    get: operations['getSystemStatus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/transcription/engines': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Engines and models that have worked, how fast they are, and what they did in the last day
     * @description Needs the permission `transcription:read`.
     */
    get: operations['getTranscriptionEngines'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/transcription/queue': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything in line or at work, first come first
     * @description Needs the permission `transcription:read`.
     */
    get: operations['getTranscriptionQueue'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/transcription/queue/{requestId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a request out of the line, or stop it
     * @description Needs the permission `users:write`.
     */
    post: operations['postTranscriptionQueueByRequestIdCancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/transcription/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Requests; never what was said
     * @description Needs the permission `transcription:read`.
     */
    get: operations['getTranscriptionUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * People
     * @description `q` is a Telegram id, a user name with or without `@`, or how a name begins.
     *
     *     Needs the permission `users:read`.
     */
    get: operations['getUsers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One person
     * @description Needs the permission `users:read`.
     */
    get: operations['getUsersByUserId'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change their language
     * @description Needs the permission `users:write`.
     */
    patch: operations['patchUsersByUserId'];
    trace?: never;
  };
  '/api/v1/users/{userId}/block': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Shut them out: whatever they send is dropped
     * @description Needs the permission `users:write`.
     */
    post: operations['postUsersByUserIdBlock'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/role': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Give them another role
     * @description Nobody gives, or takes from, somebody what they may not do themselves.
     *
     *     Needs the permission `roles:write`.
     */
    put: operations['putUsersByUserIdRole'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything that happened to them, newest first
     * @description Updates and how they were handled, files, orders and what was told of them, broadcasts and whether they arrived, recordings without what was said, and what admins changed. For the next page, give the `before` that came with the last one. What they typed is kept nowhere.
     *
     *     Needs the permission `users:read`.
     */
    get: operations['getUsersByUserIdTimeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/unblock': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let them in again
     * @description Needs the permission `users:write`.
     */
    post: operations['postUsersByUserIdUnblock'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @example {
     *       "type": "about:blank",
     *       "title": "Not Found",
     *       "status": 404,
     *       "code": "media.not-found",
     *       "detail": "This file is not in the library any more.",
     *       "instance": "/api/v1/files/42"
     *     }
     */
    Problem: {
      type: string;
      title: string;
      status: number;
      /** @description Stable name of the case, for programs. */
      code: string;
      /** @description What happened, for people; in the language of `Accept-Language` where there is one. */
      detail: string;
      instance?: string;
      /** @description Finds the log line of an unforeseen failure. */
      reference?: string;
      /** @description The same request may succeed later. */
      retryable?: boolean;
      /** @description Every field that is not as it has to be. */
      problems?: {
        /** @enum {string} */
        in: 'path' | 'query' | 'body' | 'header';
        field: string;
        message: string;
      }[];
    };
    /**
     * @example {
     *       "username": "owner",
     *       "role": "owner",
     *       "telegramId": null,
     *       "disabledAt": null,
     *       "createdAt": "2026-11-22T05:20:00.000Z",
     *       "lastSignInAt": "2026-11-22T05:21:00.000Z"
     *     }
     */
    Admin: {
      /** Format: uuid */
      id: string;
      username: string;
      /** @description Of a linked account, the role of its person. */
      role: string;
      /** @description The person in the chat whom this account belongs to. */
      telegramId: number | null;
      disabledAt: string | null;
      /** Format: date-time */
      createdAt: string;
      lastSignInAt: string | null;
    };
    /**
     * @example {
     *       "id": 12,
     *       "createdAt": "2026-11-22T05:20:00.000Z",
     *       "actor": {
     *         "kind": "chat",
     *         "userId": 100
     *       },
     *       "action": "file.rename",
     *       "targetKind": "file",
     *       "targetId": "42",
     *       "before": {
     *         "title": "Old - Bellhop"
     *       },
     *       "after": {
     *         "title": "New - Bellhop"
     *       }
     *     }
     */
    AuditEntry: {
      id: number;
      /** Format: date-time */
      createdAt: string;
      actor:
        | {
            /** @constant */
            kind: 'chat';
            userId: number;
          }
        | {
            /** @constant */
            kind: 'account';
            accountId: string;
            name: string;
          }
        | {
            /** @constant */
            kind: 'system';
          };
      action: string;
      targetKind: string;
      targetId: string | null;
      before: {
        [key: string]: unknown;
      } | null;
      after: {
        [key: string]: unknown;
      } | null;
    };
    /**
     * @example {
     *       "accessToken": "eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
     *       "refreshToken": "5f0c….1.9tY…",
     *       "expiresIn": 900
     *     }
     */
    Tokens: {
      accessToken: string;
      /** @description Null when it is kept in a cookie. */
      refreshToken: string | null;
      /** @description Seconds until the access token expires. */
      expiresIn: number;
    };
    Me: {
      /** Format: uuid */
      accountId: string;
      username: string;
      role: string;
      permissions: (
        | 'files:read'
        | 'files:write'
        | 'products:read'
        | 'products:write'
        | 'orders:read'
        | 'orders:write'
        | 'users:read'
        | 'users:write'
        | 'channels:read'
        | 'channels:write'
        | 'broadcasts:read'
        | 'broadcasts:send'
        | 'transcription:read'
        | 'stats:read'
        | 'system:read'
        | 'system:write'
        | 'settings:read'
        | 'settings:write'
        | 'audit:read'
        | 'accounts:read'
        | 'accounts:write'
        | 'roles:read'
        | 'roles:write'
      )[];
      telegramId: number | null;
      /**
       * Format: date-time
       * @description When the access token expires.
       */
      expiresAt: string;
    };
    Broadcast: {
      id: number;
      /** @enum {string} */
      status: 'draft' | 'scheduled' | 'running' | 'paused' | 'finished' | 'cancelled';
      content:
        | {
            /** @constant */
            kind: 'text';
            /** @description Telegram's HTML. */
            html: string;
          }
        | {
            /** @constant */
            kind: 'copy';
            chatId: number;
            messageIds: number[];
            albumId?: string;
          };
      buttons: {
        text: string;
        url: string;
      }[][];
      language: ('uz' | 'ru' | 'en') | null;
      activeWithinDays: number | null;
      silent: boolean;
      protect: boolean;
      startAt: string | null;
      author:
        | {
            /** @constant */
            kind: 'chat';
            userId: number;
          }
        | {
            /** @constant */
            kind: 'account';
            accountId: string;
            name: string;
          };
      counts: {
        total: number;
        open: number;
        sent: number;
        blocked: number;
        invalid: number;
        failed: number;
        unknown: number;
      };
      audienceComplete: boolean;
      pauseReason: ('admin' | 'failures') | null;
      /** Format: date-time */
      createdAt: string;
      startedAt: string | null;
      endedAt: string | null;
    };
    /**
     * @example {
     *       "id": -1001234567890,
     *       "title": "News",
     *       "inviteLink": "https://t.me/news",
     *       "takesJoinRequests": false,
     *       "active": true
     *     }
     */
    Channel: {
      /** @description Telegram's chat id. */
      id: number;
      title: string;
      inviteLink: string;
      takesJoinRequests: boolean;
      active: boolean;
    };
    ErrorKind: {
      fingerprint: string;
      name: string;
      code: string | null;
      place: string;
      location: string | null;
      count: number;
      /** Format: date-time */
      firstSeenAt: string;
      /** Format: date-time */
      lastSeenAt: string;
      lastReference: string | null;
    };
    /**
     * @example {
     *       "id": 42,
     *       "title": "Garden guide - Bellhop",
     *       "tags": [
     *         "garden",
     *         "pdf"
     *       ],
     *       "kind": "document",
     *       "fileName": "garden.pdf",
     *       "mimeType": "application/pdf",
     *       "sizeBytes": 183204,
     *       "durationSeconds": null,
     *       "status": "ready",
     *       "unprocessedReason": null,
     *       "downloadCount": 17,
     *       "uploaderId": 100,
     *       "createdAt": "2026-11-22T05:20:00.000Z"
     *     }
     */
    File: {
      id: number;
      title: string;
      tags: string[];
      /** @enum {string} */
      kind: 'document' | 'audio' | 'video' | 'photo';
      fileName: string | null;
      mimeType: string | null;
      sizeBytes: number | null;
      durationSeconds: number | null;
      /** @enum {string} */
      status: 'pending' | 'processing' | 'ready' | 'unprocessed';
      unprocessedReason: ('too-big-to-download' | 'too-big-to-upload' | 'rejected' | 'timed-out' | 'failed') | null;
      downloadCount: number;
      /** @description The uploader's Telegram id, if it is known. */
      uploaderId: number | null;
      /** Format: date-time */
      createdAt: string;
    };
    /**
     * @example {
     *       "id": 7,
     *       "userId": 201,
     *       "product": {
     *         "code": "A100",
     *         "name": "Mug"
     *       },
     *       "status": "complete",
     *       "series": "AB-1234",
     *       "round": 1,
     *       "items": [
     *         {
     *           "id": 9,
     *           "mediaId": 4,
     *           "kind": "photo",
     *           "fileName": null,
     *           "sizeBytes": 83121,
     *           "status": "available",
     *           "failure": null,
     *           "hasThumbnail": true
     *         }
     *       ],
     *       "createdAt": "2026-11-22T05:20:00.000Z",
     *       "updatedAt": "2026-11-22T05:20:04.000Z"
     *     }
     */
    Order: {
      id: number;
      userId: number;
      product: {
        code: string;
        name: string;
      };
      /** @enum {string} */
      status: 'awaiting_media' | 'awaiting_series' | 'confirmed' | 'complete' | 'failed' | 'cancelled';
      series: string | null;
      /** @description How often it was asked for, tries again included. */
      round: number;
      items: {
        id: number;
        mediaId: number;
        /** @enum {string} */
        kind: 'photo' | 'video' | 'document' | 'animation';
        fileName: string | null;
        sizeBytes: number | null;
        /** @enum {string} */
        status: 'pending' | 'downloading' | 'available' | 'failed';
        failure:
          | (
              | 'rejected'
              | 'tooBig'
              | 'cut'
              | 'stalled'
              | 'timedOut'
              | 'telegram'
              | 'store'
              | 'storeFull'
              | 'interrupted'
              | 'unknown'
            )
          | null;
        hasThumbnail: boolean;
      }[];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    /**
     * @example {
     *       "code": "A100",
     *       "name": "Mug",
     *       "acceptedMedia": [
     *         "photo",
     *         "document"
     *       ],
     *       "maxFileSizeBytes": 20971520,
     *       "seriesPattern": "[A-Z]{2}-\\d{4}",
     *       "active": true,
     *       "createdAt": "2026-11-22T05:20:00.000Z"
     *     }
     */
    Product: {
      code: string;
      name: string;
      acceptedMedia: ('photo' | 'video' | 'document' | 'animation')[];
      maxFileSizeBytes: number;
      /** @description A regular expression the whole series must match; null takes any text. */
      seriesPattern: string | null;
      active: boolean;
      /** Format: date-time */
      createdAt: string;
    };
    /**
     * @example {
     *       "name": "media",
     *       "waiting": 3,
     *       "active": 2,
     *       "delayed": 0,
     *       "failed": 1,
     *       "oldestWaitMs": 1250
     *     }
     */
    Queue: {
      /** @enum {string} */
      name: 'media' | 'delivery' | 'orders' | 'transcription' | 'maintenance';
      waiting: number;
      active: number;
      delayed: number;
      failed: number;
      /** @description Of the job that is next; null when none waits. */
      oldestWaitMs: number | null;
    };
    Job: {
      id: string;
      name: string;
      /** @enum {string} */
      state: 'waiting' | 'active' | 'delayed' | 'failed' | 'completed';
      /** @description Ids and flags only. */
      payload: {
        [key: string]: unknown;
      };
      attempts: number;
      attemptsAllowed: number;
      failedReason: string | null;
      /** Format: date-time */
      createdAt: string;
      startedAt: string | null;
      finishedAt: string | null;
    };
    /**
     * @example {
     *       "name": "editor",
     *       "description": "Fills the library",
     *       "permissions": [
     *         "files:read",
     *         "files:write"
     *       ],
     *       "fixed": false
     *     }
     */
    Role: {
      name: string;
      description: string;
      permissions: (
        | 'files:read'
        | 'files:write'
        | 'products:read'
        | 'products:write'
        | 'orders:read'
        | 'orders:write'
        | 'users:read'
        | 'users:write'
        | 'channels:read'
        | 'channels:write'
        | 'broadcasts:read'
        | 'broadcasts:send'
        | 'transcription:read'
        | 'stats:read'
        | 'system:read'
        | 'system:write'
        | 'settings:read'
        | 'settings:write'
        | 'audit:read'
        | 'accounts:read'
        | 'accounts:write'
        | 'roles:read'
        | 'roles:write'
      )[];
      /** @description Can not be changed. */
      fixed: boolean;
    };
    /**
     * @example {
     *       "key": "voice.maxDurationSeconds",
     *       "description": "The longest recording that is transcribed",
     *       "unit": "seconds",
     *       "value": 300,
     *       "default": 120,
     *       "overridden": true
     *     }
     */
    Setting: {
      /** @enum {string} */
      key:
        | 'library.kinds'
        | 'library.extensions'
        | 'library.blockedExtensions'
        | 'people.actionsPerMinute'
        | 'voice.maxDurationSeconds'
        | 'voice.maxWaiting'
        | 'api.requestsPerMinute'
        | 'alerts.errorsPerMinute'
        | 'alerts.queueDepth'
        | 'alerts.queueWaitSeconds';
      description: string;
      unit: string | null;
      value: number | string[];
      /** @description What the environment says. */
      default: number | string[];
      /** @description Whether somebody has set it here. */
      overridden: boolean;
    };
    DailyStatistics: {
      /** Format: date-time */
      generatedAt: string;
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      items: {
        /** Format: date */
        day: string;
        newUsers: number;
        uploads: number;
        downloads: number;
        /** @description Begun on that day. */
        orders: number;
        /** @description Of those, complete by now. */
        ordersComplete: number;
        /** @description Of those, failed by now. */
        ordersFailed: number;
        /** @description Begun on that day. */
        broadcasts: number;
        /** @description Of those, arrived by now. */
        broadcastMessages: number;
        transcriptions: number;
        audioSeconds: number;
      }[];
    };
    Totals: {
      /** Format: date-time */
      generatedAt: string;
      users: {
        total: number;
        activeToday: number;
        newThisWeek: number;
        unreachable: number;
        blocked: number;
      };
      library: {
        files: number;
        totalBytes: number;
        downloads: number;
        byStatus: {
          pending: number;
          processing: number;
          ready: number;
          unprocessed: number;
        };
      };
    };
    HealthHistory: {
      items: {
        /** Format: date-time */
        takenAt: string;
        /** @description That had reported themselves within the last minute. */
        processes: number;
        /** @description Each part as the process saw it in which it did worst. */
        parts: {
          [key: string]: 'up' | 'degraded' | 'down';
        };
        /** @description For example `orders.waiting`. */
        queueDepths: {
          [key: string]: number;
        };
      }[];
    };
    SystemStatus: {
      /** Format: date-time */
      generatedAt: string;
      version: string;
      node: string;
      /** @description What the application runs on. */
      tier: string;
      /** @description Of the process that answers. */
      roles: ('bot' | 'api' | 'worker' | 'scheduler')[];
      uptimeSeconds: number;
      residentBytes: number;
      /** @description Whether every part works that the application needs. */
      healthy: boolean;
      parts: {
        name: string;
        required: boolean;
        /** @enum {string} */
        state: 'up' | 'degraded' | 'down';
        details: {
          [key: string]: string | number | boolean | null;
        };
      }[];
      /** @description Null while the queues can not be asked. */
      queues: components['schemas']['Queue'][] | null;
      /** @description The pace that messages may take, over all processes; null while it can not be asked. */
      sending: {
        /** @description Below the limit for a while after Telegram asked to slow down. */
        perSecond: number;
        limitPerSecond: number;
        /** @description Until when Telegram wants nothing. */
        waitingUntil: string | null;
      } | null;
      /** @description What left for Telegram, added up over all processes as they last reported it, every few seconds; null while none does. */
      sent: {
        /** @description Messages that left within the last ten seconds, divided by these. */
        perSecond: number;
        /** @description Answers of Telegram that asked for a pause (429); of each process since its start at most. */
        rateLimitedLastHour: number;
      } | null;
      breakers: {
        name: string;
        /** @enum {string} */
        state: 'closed' | 'open' | 'half-open';
        /** Format: date-time */
        since: string;
        successes: number;
        failures: number;
        rejections: number;
        timesOpened: number;
      }[];
      /** @description The latest; `/errors` lists them all. */
      recentErrors: components['schemas']['ErrorKind'][];
      /** @description What the owners have been told of, and not yet that it is over. */
      alerts: {
        key: string;
        /** @enum {string} */
        kind: 'database' | 'telegram' | 'redis' | 'receiver' | 'breaker' | 'part' | 'errors' | 'queue' | 'task';
        /** @description Which one, where there are several: a queue's, a task's name. */
        subject: string | null;
        /** @description Gone, but not for long enough to be over. */
        easing: boolean;
        /** Format: date-time */
        startedAt: string;
      }[];
      /** @description Every process that reported itself within the last quarter of an hour, the longest running first. */
      processes: {
        /** Format: uuid */
        id: string;
        host: string;
        pid: number;
        version: string;
        roles: ('bot' | 'api' | 'worker' | 'scheduler')[];
        /** Format: date-time */
        startedAt: string;
        /** Format: date-time */
        seenAt: string;
        ageSeconds: number;
        /** @description Processes report every few seconds; one that does not is gone or hangs. */
        silentSeconds: number;
        errorsLastMinute: number;
        troubledParts: {
          name: string;
          /** @enum {string} */
          state: 'up' | 'degraded' | 'down';
        }[];
      }[];
      tasks: {
        id: string;
        /** Format: date-time */
        startedAt: string;
        durationMs: number | null;
        /** @enum {string} */
        outcome: 'running' | 'done' | 'failed';
      }[];
    };
    TranscriptionUsage: {
      id: number;
      userId: number;
      chatId: number;
      /** @enum {string} */
      kind: 'voice' | 'audio' | 'video_note';
      /** @enum {string} */
      state: 'waiting' | 'downloading' | 'working' | 'delivering' | 'finished' | 'failed' | 'cancelled' | 'refused';
      failure: string | null;
      /** @description As the message says. */
      durationSeconds: number | null;
      /** @description As it was heard. */
      audioSeconds: number | null;
      engine: string | null;
      model: string | null;
      processingMs: number | null;
      textLength: number | null;
      attempts: number;
      /** Format: date-time */
      createdAt: string;
      takenAt: string | null;
      endedAt: string | null;
    };
    /**
     * @example {
     *       "id": 201,
     *       "firstName": "Aziza",
     *       "lastName": null,
     *       "username": "aziza",
     *       "language": "uz",
     *       "role": "user",
     *       "blockedAt": null,
     *       "reachability": "reachable",
     *       "createdAt": "2026-11-01T08:00:00.000Z",
     *       "lastSeenAt": "2026-11-22T05:20:00.000Z"
     *     }
     */
    User: {
      /** @description Their Telegram id. */
      id: number;
      firstName: string;
      lastName: string | null;
      username: string | null;
      /** @enum {string} */
      language: 'uz' | 'ru' | 'en';
      role: string;
      blockedAt: string | null;
      /** @enum {string} */
      reachability: 'reachable' | 'blocked' | 'deactivated';
      /** Format: date-time */
      createdAt: string;
      /**
       * Format: date-time
       * @description Exact to a minute.
       */
      lastSeenAt: string;
    };
    Timeline: {
      items: {
        /** Format: date-time */
        at: string;
        kind: string;
        details: {
          [key: string]: string | number | boolean | null;
        };
      }[];
      /** @description Null when there is nothing older. */
      before: string | null;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getAdmins: {
    parameters: {
      query?: {
        /** @description From 1. */
        page?: number;
        pageSize?: number;
        /** @description A field; with `-` before it, descending. */
        sort?: 'username' | '-username' | 'createdAt' | '-createdAt' | 'lastSignInAt' | '-lastSignInAt';
        q?: string;
        role?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Admin'][];
            /** @description Exact up to 10000. */
            total: number;
            /** @description Whether `total` is the database's estimate. */
            totalIsEstimate: boolean;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  postAdmins: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          username: string;
          password: string;
          role: string;
          /** @default null */
          telegramId?: number | null;
        };
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Admin'];
        };
      };
    };
  };
  getAdminsByAdminId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        adminId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Admin'];
        };
      };
    };
  };
  deleteAdminsByAdminId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        adminId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  patchAdminsByAdminId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        adminId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          role?: string;
          telegramId?: number | null;
          disabled?: boolean;
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Admin'];
        };
      };
    };
  };
  putAdminsByAdminIdPassword: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        adminId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          newPassword: string;
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  postAdminsByAdminIdSignOut: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        adminId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  getAudit: {
    parameters: {
      query?: {
        /** @description From 1. */
        page?: number;
        pageSize?: number;
        /** @description A field; with `-` before it, descending. */
        sort?: 'createdAt' | '-createdAt';
        action?: string;
        targetKind?: string;
        /** @description Together with `targetKind`. */
        targetId?: string;
        actorKind?: 'chat' | 'account' | 'system';
        /** @description The person's Telegram id or the account's id, together with `actorKind`. */
        actorId?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['AuditEntry'][];
            /** @description Exact up to 10000. */
            total: number;
            /** @description Whether `total` is the database's estimate. */
            totalIsEstimate: boolean;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  postAuthLogin: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          username: string;
          password: string;
          /**
           * @default token
           * @enum {string}
           */
          keep?: 'token' | 'cookie';
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tokens'];
        };
      };
    };
  };
  postAuthLogout: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed where the cookie is used: a page of another site can not send it. */
        'X-Bellhop-Panel'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          refreshToken?: string;
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  postAuthLogoutEverywhere: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  getAuthMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
    };
  };
  postAuthPassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          currentPassword: string;
          newPassword: string;
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  postAuthRefresh: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed where the cookie is used: a page of another site can not send it. */
        'X-Bellhop-Panel'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          refreshToken?: string;
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tokens'];
        };
      };
    };
  };
  getAuthSessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              /** Format: uuid */
              id: string;
              current: boolean;
              address: string | null;
              userAgent: string | null;
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              lastUsedAt: string;
              /** Format: date-time */
              expiresAt: string;
            }[];
          };
        };
      };
    };
  };
  getBroadcasts: {
    parameters: {
      query?: {
        /** @description From 1. */
        page?: number;
        pageSize?: number;
        /** @description A field; with `-` before it, descending. */
        sort?: 'createdAt' | '-createdAt';
        status?: 'draft' | 'scheduled' | 'running' | 'paused' | 'finished' | 'cancelled';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Broadcast'][];
            /** @description Exact up to 10000. */
            total: number;
            /** @description Whether `total` is the database's estimate. */
            totalIsEstimate: boolean;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  postBroadcasts: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          content:
            | {
                /** @constant */
                kind: 'text';
                /** @description Telegram's HTML. */
                html: string;
              }
            | {
                /** @constant */
                kind: 'copy';
                chatId: number;
                messageIds: number[];
                albumId?: string;
              };
          buttons?: {
            text: string;
            url: string;
          }[][];
          language?: ('uz' | 'ru' | 'en') | null;
          activeWithinDays?: number | null;
          silent?: boolean;
          protect?: boolean;
        };
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Broadcast'];
        };
      };
    };
  };
  getBroadcastsByBroadcastId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: number;
            /** @enum {string} */
            status: 'draft' | 'scheduled' | 'running' | 'paused' | 'finished' | 'cancelled';
            content:
              | {
                  /** @constant */
                  kind: 'text';
                  /** @description Telegram's HTML. */
                  html: string;
                }
              | {
                  /** @constant */
                  kind: 'copy';
                  chatId: number;
                  messageIds: number[];
                  albumId?: string;
                };
            buttons: {
              text: string;
              url: string;
            }[][];
            language: ('uz' | 'ru' | 'en') | null;
            activeWithinDays: number | null;
            silent: boolean;
            protect: boolean;
            startAt: string | null;
            author:
              | {
                  /** @constant */
                  kind: 'chat';
                  userId: number;
                }
              | {
                  /** @constant */
                  kind: 'account';
                  accountId: string;
                  name: string;
                };
            counts: {
              total: number;
              open: number;
              sent: number;
              blocked: number;
              invalid: number;
              failed: number;
              unknown: number;
            };
            audienceComplete: boolean;
            pauseReason: ('admin' | 'failures') | null;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            endedAt: string | null;
            pace: {
              perSecond: number;
              waitingUntil: string | null;
            };
          };
        };
      };
    };
  };
  patchBroadcastsByBroadcastId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          content?:
            | {
                /** @constant */
                kind: 'text';
                /** @description Telegram's HTML. */
                html: string;
              }
            | {
                /** @constant */
                kind: 'copy';
                chatId: number;
                messageIds: number[];
                albumId?: string;
              };
          buttons?: {
            text: string;
            url: string;
          }[][];
          language?: ('uz' | 'ru' | 'en') | null;
          activeWithinDays?: number | null;
          silent?: boolean;
          protect?: boolean;
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Broadcast'];
        };
      };
    };
  };
  postBroadcastsByBroadcastIdCancel: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Broadcast'];
        };
      };
    };
  };
  getBroadcastsByBroadcastIdLedger: {
    parameters: {
      query?: {
        /** @description From 1. */
        page?: number;
        pageSize?: number;
        /** @description A field; with `-` before it, descending. */
        sort?: 'userId' | '-userId';
        status?: 'queued' | 'sending' | 'sent' | 'blocked' | 'invalid' | 'failed' | 'unknown';
        reason?:
          | 'blocked'
          | 'deactivated'
          | 'not-found'
          | 'forbidden'
          | 'rejected'
          | 'transient'
          | 'no-answer'
          | 'interrupted';
        userId?: number;
      };
      header?: never;
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              userId: number;
              firstName: string | null;
              username: string | null;
              /** @enum {string} */
              status: 'queued' | 'sending' | 'sent' | 'blocked' | 'invalid' | 'failed' | 'unknown';
              reason:
                | (
                    | 'blocked'
                    | 'deactivated'
                    | 'not-found'
                    | 'forbidden'
                    | 'rejected'
                    | 'transient'
                    | 'no-answer'
                    | 'interrupted'
                  )
                | null;
              detail: string | null;
              messageId: number | null;
              attempts: number;
              settledAt: string | null;
            }[];
            /** @description Exact up to 10000. */
            total: number;
            /** @description Whether `total` is the database's estimate. */
            totalIsEstimate: boolean;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  getBroadcastsByBroadcastIdLedgerCsv: {
    parameters: {
      query?: {
        status?: 'queued' | 'sending' | 'sent' | 'blocked' | 'invalid' | 'failed' | 'unknown';
        reason?:
          | 'blocked'
          | 'deactivated'
          | 'not-found'
          | 'forbidden'
          | 'rejected'
          | 'transient'
          | 'no-answer'
          | 'interrupted';
        userId?: number;
      };
      header?: never;
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One line for each recipient. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
    };
  };
  postBroadcastsByBroadcastIdPause: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Broadcast'];
        };
      };
    };
  };
  getBroadcastsByBroadcastIdPreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description People it would go to now. */
            recipients: number;
            /** @description People a second, at the full rate. */
            perSecond: number;
            expectedSeconds: number;
            /** @description Why it can not be started; none means that it can. */
            problems: {
              code: string;
              detail: string;
            }[];
          };
        };
      };
    };
  };
  postBroadcastsByBroadcastIdResendUnknown: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            recipients: number;
          };
        };
      };
    };
  };
  postBroadcastsByBroadcastIdResume: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Broadcast'];
        };
      };
    };
  };
  postBroadcastsByBroadcastIdRetryFailed: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            recipients: number;
          };
        };
      };
    };
  };
  postBroadcastsByBroadcastIdSchedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Format: date-time */
          startAt: string;
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Broadcast'];
        };
      };
    };
  };
  postBroadcastsByBroadcastIdStart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Broadcast'];
        };
      };
    };
  };
  postBroadcastsByBroadcastIdTest: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  postBroadcastsByBroadcastIdUnschedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path: {
        broadcastId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Broadcast'];
        };
      };
    };
  };
  getBroadcastsAudience: {
    parameters: {
      query?: {
        language?: 'uz' | 'ru' | 'en';
        activeWithinDays?: number;
        /** @description Messages that each of them gets: the pieces of an album. */
        messages?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description People it would go to now. */
            recipients: number;
            /** @description People a second, at the full rate. */
            perSecond: number;
            expectedSeconds: number;
          };
        };
      };
    };
  };
  getChannels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Channel'][];
            total: number;
          };
        };
      };
    };
  };
  postChannels: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description `@username` or the chat id. */
          reference: string | number;
        };
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Channel'];
        };
      };
    };
  };
  getChannelsByChannelId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        channelId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Channel'];
        };
      };
    };
  };
  deleteChannelsByChannelId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        channelId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  patchChannelsByChannelId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        channelId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          active?: boolean;
          takesJoinRequests?: boolean;
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Channel'];
        };
      };
    };
  };
  getErrors: {
    parameters: {
      query?: {
        /** @description From 1. */
        page?: number;
        pageSize?: number;
        /** @description A field; with `-` before it, descending. */
        sort?: 'lastSeenAt' | '-lastSeenAt' | 'count' | '-count';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['ErrorKind'][];
            /** @description Exact up to 10000. */
            total: number;
            /** @description Whether `total` is the database's estimate. */
            totalIsEstimate: boolean;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  getEvents: {
    parameters: {
      query?: {
        /** @description Separated by commas. */
        topics?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Events, until the access token expires. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
    };
  };
  getFiles: {
    parameters: {
      query?: {
        /** @description From 1. */
        page?: number;
        pageSize?: number;
        /** @description A field; with `-` before it, descending. */
        sort?: 'createdAt' | '-createdAt' | 'downloadCount' | '-downloadCount';
        q?: string;
        status?: 'pending' | 'processing' | 'ready' | 'unprocessed';
        kind?: 'document' | 'audio' | 'video' | 'photo';
        uploaderId?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['File'][];
            /** @description Exact up to 10000. */
            total: number;
            /** @description Whether `total` is the database's estimate. */
            totalIsEstimate: boolean;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  postFiles: {
    parameters: {
      query: {
        title: string;
        /** @description Separated by commas. */
        tags?: string;
        fileName: string & (unknown & unknown);
        mimeType?: string;
        kind?: 'document' | 'audio' | 'video';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The file. `Content-Length` lets one that is too big be refused at once. */
    requestBody: {
      content: {
        'application/octet-stream': string;
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['File'];
        };
      };
    };
  };
  getFilesByFileId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        fileId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['File'];
        };
      };
    };
  };
  deleteFilesByFileId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        fileId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  patchFilesByFileId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        fileId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          title?: string;
          tags?: string[];
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['File'];
        };
      };
    };
  };
  postFilesByFileIdReprocess: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        fileId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['File'];
        };
      };
    };
  };
  postLibraryReprocess: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description How many it concerns. */
            files: number;
          };
        };
      };
    };
  };
  getLibraryThumbnail: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description At most 320 px on a side. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'image/jpeg': string;
        };
      };
    };
  };
  putLibraryThumbnail: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description A picture, at most 10 MB; it is turned upright, fitted into 320 px and made a JPEG. */
    requestBody: {
      content: {
        'application/octet-stream': string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            width: number;
            height: number;
          };
        };
      };
    };
  };
  deleteLibraryThumbnail: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  getOrders: {
    parameters: {
      query?: {
        /** @description From 1. */
        page?: number;
        pageSize?: number;
        /** @description A field; with `-` before it, descending. */
        sort?: 'createdAt' | '-createdAt';
        status?: 'awaiting_media' | 'awaiting_series' | 'confirmed' | 'complete' | 'failed' | 'cancelled';
        productCode?: string;
        userId?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Order'][];
            /** @description Exact up to 10000. */
            total: number;
            /** @description Whether `total` is the database's estimate. */
            totalIsEstimate: boolean;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  getOrdersByOrderId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        orderId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
    };
  };
  postOrdersByOrderIdCancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        orderId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
    };
  };
  getOrdersByOrderIdMediaByMediaId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        orderId: number;
        mediaId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file, always as an attachment. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/octet-stream': string;
        };
      };
    };
  };
  getOrdersByOrderIdMediaByMediaIdThumbnail: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        orderId: number;
        mediaId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description At most 320 px a side. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'image/jpeg': string;
        };
      };
    };
  };
  postOrdersByOrderIdRetry: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path: {
        orderId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
    };
  };
  getProducts: {
    parameters: {
      query?: {
        /** @description From 1. */
        page?: number;
        pageSize?: number;
        /** @description A field; with `-` before it, descending. */
        sort?: 'code' | '-code' | 'name' | '-name' | 'createdAt' | '-createdAt';
        q?: string;
        active?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Product'][];
            /** @description Exact up to 10000. */
            total: number;
            /** @description Whether `total` is the database's estimate. */
            totalIsEstimate: boolean;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  postProducts: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          code: string;
          name: string;
          acceptedMedia: ('photo' | 'video' | 'document' | 'animation')[];
          maxFileSizeBytes: number;
          /**
           * @description A regular expression the whole series must match; null takes any text.
           * @default null
           */
          seriesPattern?: string | null;
          /** @default true */
          active?: boolean;
        };
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Product'];
        };
      };
    };
  };
  getProductsByCode: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Product'];
        };
      };
    };
  };
  patchProductsByCode: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name?: string;
          acceptedMedia?: ('photo' | 'video' | 'document' | 'animation')[];
          maxFileSizeBytes?: number;
          /** @description A regular expression the whole series must match; null takes any text. */
          seriesPattern?: string | null;
          active?: boolean;
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Product'];
        };
      };
    };
  };
  getQueues: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Queue'][];
            total: number;
          };
        };
      };
    };
  };
  getQueuesByQueueJobs: {
    parameters: {
      query?: {
        state?: 'waiting' | 'active' | 'delayed' | 'failed' | 'completed';
        page?: number;
        pageSize?: number;
      };
      header?: never;
      path: {
        queue: 'media' | 'delivery' | 'orders' | 'transcription' | 'maintenance';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Job'][];
            total: number;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  getQueuesByQueueJobsByJobId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        queue: 'media' | 'delivery' | 'orders' | 'transcription' | 'maintenance';
        jobId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
    };
  };
  postQueuesByQueueJobsByJobIdRetry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        queue: 'media' | 'delivery' | 'orders' | 'transcription' | 'maintenance';
        jobId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
    };
  };
  getRoles: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Role'][];
            total: number;
            permissions: (
              | 'files:read'
              | 'files:write'
              | 'products:read'
              | 'products:write'
              | 'orders:read'
              | 'orders:write'
              | 'users:read'
              | 'users:write'
              | 'channels:read'
              | 'channels:write'
              | 'broadcasts:read'
              | 'broadcasts:send'
              | 'transcription:read'
              | 'stats:read'
              | 'system:read'
              | 'system:write'
              | 'settings:read'
              | 'settings:write'
              | 'audit:read'
              | 'accounts:read'
              | 'accounts:write'
              | 'roles:read'
              | 'roles:write'
            )[];
          };
        };
      };
    };
  };
  postRoles: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any text that is new for each request. Sent again with the same request, the first answer is given again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name: string;
          /** @default  */
          description?: string;
          permissions: (
            | 'files:read'
            | 'files:write'
            | 'products:read'
            | 'products:write'
            | 'orders:read'
            | 'orders:write'
            | 'users:read'
            | 'users:write'
            | 'channels:read'
            | 'channels:write'
            | 'broadcasts:read'
            | 'broadcasts:send'
            | 'transcription:read'
            | 'stats:read'
            | 'system:read'
            | 'system:write'
            | 'settings:read'
            | 'settings:write'
            | 'audit:read'
            | 'accounts:read'
            | 'accounts:write'
            | 'roles:read'
            | 'roles:write'
          )[];
        };
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Role'];
        };
      };
    };
  };
  getRolesByRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        role: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Role'];
        };
      };
    };
  };
  deleteRolesByRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        role: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  patchRolesByRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        role: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          description?: string;
          permissions?: (
            | 'files:read'
            | 'files:write'
            | 'products:read'
            | 'products:write'
            | 'orders:read'
            | 'orders:write'
            | 'users:read'
            | 'users:write'
            | 'channels:read'
            | 'channels:write'
            | 'broadcasts:read'
            | 'broadcasts:send'
            | 'transcription:read'
            | 'stats:read'
            | 'system:read'
            | 'system:write'
            | 'settings:read'
            | 'settings:write'
            | 'audit:read'
            | 'accounts:read'
            | 'accounts:write'
            | 'roles:read'
            | 'roles:write'
          )[];
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Role'];
        };
      };
    };
  };
  getSettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Setting'][];
            total: number;
          };
        };
      };
    };
  };
  patchSettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          'library.kinds'?: ('document' | 'audio' | 'video' | 'photo')[];
          'library.extensions'?: string[];
          'library.blockedExtensions'?: string[];
          'people.actionsPerMinute'?: number;
          'voice.maxDurationSeconds'?: number;
          'voice.maxWaiting'?: number;
          'api.requestsPerMinute'?: number;
          'alerts.errorsPerMinute'?: number;
          'alerts.queueDepth'?: number;
          'alerts.queueWaitSeconds'?: number;
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Setting'][];
            total: number;
          };
        };
      };
    };
  };
  deleteSettingsBySetting: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        setting:
          | 'library.kinds'
          | 'library.extensions'
          | 'library.blockedExtensions'
          | 'people.actionsPerMinute'
          | 'voice.maxDurationSeconds'
          | 'voice.maxWaiting'
          | 'api.requestsPerMinute'
          | 'alerts.errorsPerMinute'
          | 'alerts.queueDepth'
          | 'alerts.queueWaitSeconds';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Setting'];
        };
      };
    };
  };
  getStatisticsDaily: {
    parameters: {
      query: {
        from: string;
        to: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DailyStatistics'];
        };
      };
    };
  };
  getStatisticsTotals: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Totals'];
        };
      };
    };
  };
  getSystemHealthHistory: {
    parameters: {
      query?: {
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthHistory'];
        };
      };
    };
  };
  getSystemStatus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SystemStatus'];
        };
      };
    };
  };
  getTranscriptionEngines: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              engine: string;
              model: string;
              /** @description Expected of the next run: processing seconds per second of audio. */
              realTimeFactor: number;
              measurements: number;
              /** Format: date-time */
              updatedAt: string;
              finished: number;
              audioSeconds: number;
              processingMs: number;
            }[];
            total: number;
          };
        };
      };
    };
  };
  getTranscriptionQueue: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: number;
              userId: number;
              /** @enum {string} */
              state:
                'waiting' | 'downloading' | 'working' | 'delivering' | 'finished' | 'failed' | 'cancelled' | 'refused';
              durationSeconds: number | null;
              /** @description From 1; 0 while it is worked on. */
              position: number;
              /** @description Estimated. */
              waitMs: number;
            }[];
            total: number;
          };
        };
      };
    };
  };
  postTranscriptionQueueByRequestIdCancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        requestId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            outcome: 'cancelled' | 'tooLate';
          };
        };
      };
    };
  };
  getTranscriptionUsage: {
    parameters: {
      query?: {
        /** @description From 1. */
        page?: number;
        pageSize?: number;
        /** @description A field; with `-` before it, descending. */
        sort?: 'createdAt' | '-createdAt';
        state?: 'waiting' | 'downloading' | 'working' | 'delivering' | 'finished' | 'failed' | 'cancelled' | 'refused';
        userId?: number;
        engine?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['TranscriptionUsage'][];
            /** @description Exact up to 10000. */
            total: number;
            /** @description Whether `total` is the database's estimate. */
            totalIsEstimate: boolean;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  getUsers: {
    parameters: {
      query?: {
        /** @description From 1. */
        page?: number;
        pageSize?: number;
        /** @description A field; with `-` before it, descending. */
        sort?: 'lastSeenAt' | '-lastSeenAt' | 'createdAt' | '-createdAt' | 'id' | '-id';
        q?: string;
        /** @description Up to 100 ids, separated by commas. */
        ids?: string;
        language?: 'uz' | 'ru' | 'en';
        role?: string;
        blocked?: 'true' | 'false';
        reachability?: 'reachable' | 'blocked' | 'deactivated';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['User'][];
            /** @description Exact up to 10000. */
            total: number;
            /** @description Whether `total` is the database's estimate. */
            totalIsEstimate: boolean;
            page: number;
            pageSize: number;
          };
        };
      };
    };
  };
  getUsersByUserId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
    };
  };
  patchUsersByUserId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          language: 'uz' | 'ru' | 'en';
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
    };
  };
  postUsersByUserIdBlock: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
    };
  };
  putUsersByUserIdRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          role: string;
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
    };
  };
  getUsersByUserIdTimeline: {
    parameters: {
      query?: {
        before?: string;
        limit?: number;
      };
      header?: never;
      path: {
        userId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Timeline'];
        };
      };
    };
  };
  postUsersByUserIdUnblock: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
    };
  };
}
