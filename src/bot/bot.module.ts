import { Module } from '@nestjs/common';
import { TelegrafModule } from 'nestjs-telegraf';
import { AppConfig } from '../config';
import { BroadcastModule } from '../broadcast';
import { MediaModule } from '../media';
import { OrdersModule } from '../orders';
import { SettingsModule } from '../settings';
import { contextSpeakingThrough, OutboundTelegram } from '../telegram';
import { TranscriptionModule } from '../transcription';
import { UsersModule } from '../users';
import { BotContext } from './bot-context';
import { BotIdentity } from './bot-identity';
import { BotPipeline } from './bot-pipeline';
import { BotPipelineModule } from './bot-pipeline.module';
import { BroadcastScreens } from './broadcast-screens';
import { CommandRegistrar } from './command-registrar';
import { UpdateHandler } from './receiver/update-handler';
import { AddChannelScene } from './scenes/add-channel.scene';
import { AddProductScene } from './scenes/add-product.scene';
import { EditBroadcastScene } from './scenes/edit-broadcast.scene';
import { EditFileScene } from './scenes/edit-file.scene';
import { EditProductScene } from './scenes/edit-product.scene';
import { NewBroadcastScene } from './scenes/new-broadcast.scene';
import { ThumbnailScene } from './scenes/thumbnail.scene';
import { UploadScene } from './scenes/upload.scene';
import { TelegrafUpdateHandler } from './telegraf-update.handler';
import { AlbumPiecesUpdate } from './updates/album-pieces.update';
import { BroadcastsUpdate } from './updates/broadcasts.update';
import { ChannelsUpdate } from './updates/channels.update';
import { DialogueUpdate } from './updates/dialogue.update';
import { FallbackUpdate } from './updates/fallback.update';
import { FilesUpdate } from './updates/files.update';
import { InlineUpdate } from './updates/inline.update';
import { LanguageUpdate } from './updates/language.update';
import { LibraryUpdate } from './updates/library.update';
import { OperationsUpdate } from './updates/operations.update';
import { OrderMessagesUpdate } from './updates/order-messages.update';
import { OrdersUpdate } from './updates/orders.update';
import { PeopleUpdate } from './updates/people.update';
import { ProductsUpdate } from './updates/products.update';
import { StartUpdate } from './updates/start.update';
import { UploadUpdate } from './updates/upload.update';
import { VoiceUpdate } from './updates/voice.update';

/**
 * The chat's edge: commands, buttons, dialogues and screens. It translates between people and the features, and
 * decides nothing that a feature should decide.
 */
@Module({
  imports: [
    UsersModule,
    MediaModule,
    OrdersModule,
    BroadcastModule,
    TranscriptionModule,
    SettingsModule,
    BotPipelineModule,
    TelegrafModule.forRootAsync({
      imports: [BotPipelineModule],
      inject: [AppConfig, OutboundTelegram, BotPipeline],
      useFactory: (config: AppConfig, client: OutboundTelegram, pipeline: BotPipeline) => ({
        token: config.telegram.token,
        options: { contextType: contextSpeakingThrough(client, BotContext), handlerTimeout: Infinity },
        middlewares: pipeline.middlewares,
        launchOptions: false,
        include: [BotModule],
      }),
    }),
  ],
  providers: [
    BotIdentity,
    CommandRegistrar,
    { provide: UpdateHandler, useClass: TelegrafUpdateHandler },
    UploadScene,
    EditFileScene,
    ThumbnailScene,
    AddChannelScene,
    AddProductScene,
    EditProductScene,
    BroadcastScreens,
    NewBroadcastScene,
    EditBroadcastScene,
    // Asked in this order; who comes last gets what nobody took.
    DialogueUpdate,
    StartUpdate,
    LanguageUpdate,
    OrdersUpdate,
    ProductsUpdate,
    BroadcastsUpdate,
    // Before orders, which would ask what a piece of a broadcast's album is for.
    AlbumPiecesUpdate,
    // Before the orders, which take any media: a recording is meant for one only when its sender says so.
    VoiceUpdate,
    // Before the library: a text may be the series that an order waits for, and else is a search.
    OrderMessagesUpdate,
    LibraryUpdate,
    FilesUpdate,
    UploadUpdate,
    ChannelsUpdate,
    PeopleUpdate,
    OperationsUpdate,
    InlineUpdate,
    FallbackUpdate,
  ],
  exports: [UpdateHandler, BotIdentity],
})
export class BotModule {}
