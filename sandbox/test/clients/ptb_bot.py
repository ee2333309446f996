"""The bot of client-journey.ts, written with python-telegram-bot 13: ptb_bot.py TOKEN API_ROOT PHOTO [WEBHOOK_PORT]"""

import hashlib
import io
import sys
import warnings

warnings.filterwarnings("ignore")
from telegram import (  # noqa: E402
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
)
from telegram.ext import (  # noqa: E402
    CallbackQueryHandler,
    CommandHandler,
    Filters,
    InlineQueryHandler,
    MessageHandler,
    Updater,
)

token, api_root, photo_path = sys.argv[1:4]
port = int(sys.argv[4]) if len(sys.argv) > 4 else None
photo = open(photo_path, "rb").read()
content = bytes(((i * 31 + (i >> 8)) & 0xFF) for i in range(5000))


def named(name):
    stream = io.BytesIO(content)
    stream.name = name
    return stream


def start(update, context):
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Edit", callback_data="edit")]])
    update.message.reply_html(f"Hello <b>{update.effective_user.first_name}</b>", reply_markup=keyboard)


def edit(update, context):
    update.callback_query.edit_message_text("Changed")
    update.callback_query.answer("Edited!")


def kinds(update, context):
    message = update.message
    message.reply_photo(io.BytesIO(photo))
    message.reply_audio(named("file.mp3"))
    message.reply_document(named("file.pdf"), filename="file.pdf", caption="a caption")
    message.reply_video(named("file.mp4"))
    message.reply_animation(named("file.mp4"))
    message.reply_voice(named("file.oga"))
    message.reply_video_note(named("file.mp4"))
    message.reply_media_group([InputMediaPhoto(io.BytesIO(photo)), InputMediaPhoto(io.BytesIO(photo))])
    message.reply_text("That was all")


def document(update, context):
    received = update.message.document.get_file().download_as_bytearray()
    digest = hashlib.sha256(received).hexdigest()
    update.message.reply_text(f"{update.message.document.file_name} {len(received)} {digest}")


def inline(update, context):
    text = InputTextMessageContent(f"You chose {update.inline_query.query}")
    update.inline_query.answer([InlineQueryResultArticle(id="1", title="One", input_message_content=text)])


updater = Updater(token, base_url=f"{api_root}/bot", base_file_url=f"{api_root}/file/bot")
dispatcher = updater.dispatcher
dispatcher.add_handler(CommandHandler("start", start))
dispatcher.add_handler(CommandHandler("kinds", kinds))
dispatcher.add_handler(CallbackQueryHandler(edit))
dispatcher.add_handler(MessageHandler(Filters.document, document))
dispatcher.add_handler(InlineQueryHandler(inline))
if port is None:
    updater.start_polling(timeout=5)
else:
    updater.start_webhook("127.0.0.1", port, "hook", webhook_url=f"http://127.0.0.1:{port}/hook")
print("ready", flush=True)
updater.idle()
