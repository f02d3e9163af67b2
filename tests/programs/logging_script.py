# logging: levels, hierarchy, formatters, handlers, exceptions, configuration.
import io
import logging
import logging.config
import sys

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format='%(levelname)-8s %(name)s:%(lineno)d %(message)s')
root = logging.getLogger()
app = logging.getLogger('app')
db = logging.getLogger('app.db')
app.info('started with %d workers and %s', 3, {'k': 'v'})
db.debug('hidden')
db.setLevel(logging.DEBUG)
db.debug('shown %(what)s', {'what': 'now'})
db.warning('careful', extra={'user': 'ann'})
try:
    1 / 0
except ZeroDivisionError:
    app.exception('went wrong')
stream = io.StringIO()
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter('{name}|{message}|{funcName}', style='{'))
handler.addFilter(lambda record: 'secret' not in record.getMessage())
db.addHandler(handler)
db.propagate = False


def work():
    db.error('open')
    db.error('a secret')


work()
print(stream.getvalue().splitlines(), db.getEffectiveLevel(), logging.getLevelName(35), db.isEnabledFor(5), app.handlers, root.handlers[0].level)
logging.config.dictConfig({
    'version': 1,
    'formatters': {'short': {'format': '[%(levelname).1s] %(message)s'}},
    'handlers': {'out': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'short'}},
    'loggers': {'fresh': {'handlers': ['out'], 'level': 'WARNING', 'propagate': False}},
})
logging.getLogger('fresh').warning('configured')
logging.getLogger('fresh').info('not shown')
logging.LoggerAdapter(logging.getLogger('fresh'), {'id': 7}).error('adapted')
