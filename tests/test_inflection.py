"""New words for old: bad → good pairs written by hand, over the endings CS replies use, and what must be refused."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from cslint.korean.particles import chosen_particles, suited_particle, with_particle
from cslint.morphology.analysis import Analyser, Parsed
from cslint.morphology.inflection import Inflector, Rewording
from cslint.morphology.speech import SpeechLevel
from cslint.morphology.tokenizer import Tokenizer
from cslint.rules.termfile import UserWordsShape
from cslint.settings.yamlfile import read_yaml

WORDS = Path(__file__).parent.parent / "rules" / "words.yaml"
# A line `## old: new` (or what to do) begins a group; every other line is a sentence and how it must read.
NOUNS = """\
## 유선: 전화
유선으로 안내드리겠습니다. → 전화로 안내드리겠습니다.
유선은 평일 9시부터 받습니다. → 전화는 평일 9시부터 받습니다.
유선이 편하시면 말씀해 주세요. → 전화가 편하시면 말씀해 주세요.
유선을 원하시면 번호를 남겨 주세요. → 전화를 원하시면 번호를 남겨 주세요.
유선과 메일로 알려 드립니다. → 전화와 메일로 알려 드립니다.
유선이나 채팅으로 문의해 주세요. → 전화나 채팅으로 문의해 주세요.
유선으로는 확인이 어렵습니다. → 전화로는 확인이 어렵습니다.
유선으로도 신청하실 수 있습니다. → 전화로도 신청하실 수 있습니다.
유선 연락 부탁드립니다. → 전화 연락 부탁드립니다.
유선에서 말씀드린 내용입니다. → 전화에서 말씀드린 내용입니다.
접수 방법은 유선입니다. → 접수 방법은 전화입니다.
가장 빠른 방법은 유선이에요. → 가장 빠른 방법은 전화예요.
처음 문의는 유선이었습니다. → 처음 문의는 전화였습니다.
유선만 됩니다. → 전화만 됩니다.
유선이라도 괜찮습니다. → 전화라도 괜찮습니다.
## 유선상: 전화
유선상으로 알려 드리겠습니다. → 전화로 알려 드리겠습니다.
유선상으로는 처리되지 않습니다. → 전화로는 처리되지 않습니다.
## 클레임: 불만 문의
클레임을 접수했습니다. → 불만 문의를 접수했습니다.
클레임은 오늘 답해 드립니다. → 불만 문의는 오늘 답해 드립니다.
클레임이 늘었습니다. → 불만 문의가 늘었습니다.
클레임과 문의를 나누어 주세요. → 불만 문의와 문의를 나누어 주세요.
클레임으로 접수했습니다. → 불만 문의로 접수했습니다.
클레임에 답해 드렸습니다. → 불만 문의에 답해 드렸습니다.
## 인입: 접수된 문의
인입은 모두 처리했습니다. → 접수된 문의는 모두 처리했습니다.
인입이 많아 답이 늦습니다. → 접수된 문의가 많아 답이 늦습니다.
## 금일: 오늘
금일 중으로 답을 드리겠습니다. → 오늘 중으로 답을 드리겠습니다.
금일은 휴무입니다. → 오늘은 휴무입니다.
금일까지 신청해 주세요. → 오늘까지 신청해 주세요.
금일부터 적용됩니다. → 오늘부터 적용됩니다.
마감은 금일이에요. → 마감은 오늘이에요.
마감은 금일입니다. → 마감은 오늘입니다.
금일이 마감입니다. → 오늘이 마감입니다.
금일로 종료됩니다. → 오늘로 종료됩니다.
## 익일: 다음 날
익일 도착합니다. → 다음 날 도착합니다.
익일에 도착합니다. → 다음 날에 도착합니다.
익일은 공휴일입니다. → 다음 날은 공휴일입니다.
익일로 바꿔 드렸습니다. → 다음 날로 바꿔 드렸습니다.
환불금은 익일까지 들어옵니다. → 환불금은 다음 날까지 들어옵니다.
익일배송 상품입니다. → 다음 날 배송 상품입니다.
도착 예정일은 익일입니다. → 도착 예정일은 다음 날입니다.
## 명일: 내일
명일 오전에 방문합니다. → 내일 오전에 방문합니다.
명일까지 보내 주세요. → 내일까지 보내 주세요.
## 작일: 어제
작일 접수하신 문의입니다. → 어제 접수하신 문의입니다.
작일은 휴무였습니다. → 어제는 휴무였습니다.
작일과 같습니다. → 어제와 같습니다.
## 차주: 다음 주
차주 중 들어올 예정입니다. → 다음 주 중 들어올 예정입니다.
차주 월요일에 도착합니다. → 다음 주 월요일에 도착합니다.
차주에는 받으실 수 있습니다. → 다음 주에는 받으실 수 있습니다.
## 익월: 다음 달
익월 10일에 빠져나갑니다. → 다음 달 10일에 빠져나갑니다.
익월로 넘어갑니다. → 다음 달로 넘어갑니다.
익월부터 적용됩니다. → 다음 달부터 적용됩니다.
## 금년: 올해
금년은 12월까지입니다. → 올해는 12월까지입니다.
금년을 기준으로 합니다. → 올해를 기준으로 합니다.
금년이 지나면 사라집니다. → 올해가 지나면 사라집니다.
## 이슈: 문제
이슈가 해결됐습니다. → 문제가 해결됐습니다.
배송 이슈로 늦어집니다. → 배송 문제로 늦어집니다.
같은 이슈를 확인했습니다. → 같은 문제를 확인했습니다.
## 컴플레인: 불만
컴플레인을 접수했습니다. → 불만을 접수했습니다.
컴플레인은 오늘 답합니다. → 불만은 오늘 답합니다.
## 스케줄: 일정
스케줄을 확인했습니다. → 일정을 확인했습니다.
스케줄로 인해 늦어집니다. → 일정으로 인해 늦어집니다.
스케줄은 바뀌지 않습니다. → 일정은 바뀌지 않습니다.
스케줄이 나오면 알려 드립니다. → 일정이 나오면 알려 드립니다.
## 차질: 문제
배송에 차질이 생겼습니다. → 배송에 문제가 생겼습니다.
차질을 막겠습니다. → 문제를 막겠습니다.
## 해피콜: 확인 전화
해피콜을 드립니다. → 확인 전화를 드립니다.
해피콜로 확인합니다. → 확인 전화로 확인합니다.
해피콜은 설치 다음 날 드립니다. → 확인 전화는 설치 다음 날 드립니다.
## 과실: 잘못
저희 과실로 늦어졌습니다. → 저희 잘못으로 늦어졌습니다.
저희 과실입니다. → 저희 잘못입니다.
과실이 확인됐습니다. → 잘못이 확인됐습니다.
## 사유: 이유
사유를 적어 주세요. → 이유를 적어 주세요.
사유가 궁금합니다. → 이유가 궁금합니다.
## 로그: 기록
로그를 확인했습니다. → 기록을 확인했습니다.
로그가 남아 있습니다. → 기록이 남아 있습니다.
로그로 확인합니다. → 기록으로 확인합니다.
로그와 다릅니다. → 기록과 다릅니다.
## 프로세스: 절차
프로세스가 바뀌었습니다. → 절차가 바뀌었습니다.
프로세스예요. → 절차예요.
## 케이스: 일정
이런 케이스예요. → 이런 일정이에요.
케이스였습니다. → 일정이었습니다.
"""
PREDICATES = """\
## 기재하다: 적다
신청서에 기재하시면 됩니다. → 신청서에 적으시면 됩니다.
주소를 기재해 주세요. → 주소를 적어 주세요.
주소를 기재해주세요. → 주소를 적어주세요.
주소를 기재하여 주세요. → 주소를 적어 주세요.
기재하신 주소로 보냅니다. → 적으신 주소로 보냅니다.
기재한 내용이 다릅니다. → 적은 내용이 다릅니다.
주소를 기재하셨습니다. → 주소를 적으셨습니다.
주소를 기재했는데 오지 않았습니다. → 주소를 적었는데 오지 않았습니다.
주소를 기재하고 눌러 주세요. → 주소를 적고 눌러 주세요.
주소를 기재하지 않으셨습니다. → 주소를 적지 않으셨습니다.
주소를 기재하실 수 있습니다. → 주소를 적으실 수 있습니다.
주소를 기재하는 칸입니다. → 주소를 적는 칸입니다.
주소를 기재하기 전에 확인해 주세요. → 주소를 적기 전에 확인해 주세요.
주소를 기재하니 접수됐습니다. → 주소를 적으니 접수됐습니다.
주소를 기재하면서 확인했습니다. → 주소를 적으면서 확인했습니다.
주소를 기재하려고 합니다. → 주소를 적으려고 합니다.
주소를 기재하셔야 합니다. → 주소를 적으셔야 합니다.
주소를 기재하므로 편합니다. → 주소를 적으므로 편합니다.
주소를 기재합니다. → 주소를 적습니다.
주소를 기재해요. → 주소를 적어요.
주소를 기재하거나 말씀해 주세요. → 주소를 적거나 말씀해 주세요.
주소를 기재드리겠습니다. → 주소를 적어 드리겠습니다.
## 상이하다: 다르다
카드사마다 상이하므로 확인해 주세요. → 카드사마다 다르므로 확인해 주세요.
카드사마다 상이합니다. → 카드사마다 다릅니다.
카드사마다 상이하여 확인이 필요합니다. → 카드사마다 달라 확인이 필요합니다.
카드사마다 상이해서 확인이 필요합니다. → 카드사마다 달라서 확인이 필요합니다.
상이한 경우 알려 주세요. → 다른 경우 알려 주세요.
색상이 상이하니 확인해 주세요. → 색상이 다르니 확인해 주세요.
색상이 상이하면 교환해 드립니다. → 색상이 다르면 교환해 드립니다.
색상이 상이하오니 확인해 주세요. → 색상이 다르오니 확인해 주세요.
색상이 상이했습니다. → 색상이 달랐습니다.
색상이 상이할 수 있습니다. → 색상이 다를 수 있습니다.
색상이 상이하지만 같은 상품입니다. → 색상이 다르지만 같은 상품입니다.
색상이 상이하며 크기도 작습니다. → 색상이 다르며 크기도 작습니다.
색상이 상이하고 크기도 작습니다. → 색상이 다르고 크기도 작습니다.
색상이 상이해요. → 색상이 달라요.
색상이 상이하다고 하셨습니다. → 색상이 다르다고 하셨습니다.
색상이 상이하더라도 괜찮습니다. → 색상이 다르더라도 괜찮습니다.
색상이 상이하지 않습니다. → 색상이 다르지 않습니다.
색상이 상이할까요? → 색상이 다를까요?
## 송부하다: 보내다
메일로 송부드리겠습니다. → 메일로 보내 드리겠습니다.
메일로 송부드립니다. → 메일로 보내 드립니다.
메일로 송부드렸습니다. → 메일로 보내 드렸습니다.
메일로 송부드릴게요. → 메일로 보내 드릴게요.
메일로 송부드리니 확인해 주세요. → 메일로 보내 드리니 확인해 주세요.
메일로 송부드린 서류입니다. → 메일로 보내 드린 서류입니다.
서류를 송부해 주세요. → 서류를 보내 주세요.
서류를 송부해주세요. → 서류를 보내주세요.
서류를 송부하여 주시기 바랍니다. → 서류를 보내 주시기 바랍니다.
서류를 송부하시면 됩니다. → 서류를 보내시면 됩니다.
송부하신 서류를 확인했습니다. → 보내신 서류를 확인했습니다.
서류를 송부했습니다. → 서류를 보냈습니다.
서류를 송부하겠습니다. → 서류를 보내겠습니다.
서류를 송부하셨는데 열리지 않습니다. → 서류를 보내셨는데 열리지 않습니다.
서류를 송부할 예정입니다. → 서류를 보낼 예정입니다.
서류를 송부하고 알려 드립니다. → 서류를 보내고 알려 드립니다.
서류를 송부하지 않으셨습니다. → 서류를 보내지 않으셨습니다.
서류를 송부한 뒤에 알려 드립니다. → 서류를 보낸 뒤에 알려 드립니다.
서류를 송부하려면 로그인해 주세요. → 서류를 보내려면 로그인해 주세요.
서류를 송부해 드렸습니다. → 서류를 보내 드렸습니다.
서류를 송부해야 합니다. → 서류를 보내야 합니다.
## 수령하다: 받다
상품을 수령하신 후 알려 주세요. → 상품을 받으신 후 알려 주세요.
상품을 수령하시면 알려 주세요. → 상품을 받으시면 알려 주세요.
상품을 수령하셨습니다. → 상품을 받으셨습니다.
상품을 수령하지 못했습니다. → 상품을 받지 못했습니다.
상품을 수령하실 수 있습니다. → 상품을 받으실 수 있습니다.
상품을 수령한 날부터 7일입니다. → 상품을 받은 날부터 7일입니다.
상품을 수령했습니다. → 상품을 받았습니다.
상품을 수령해 주세요. → 상품을 받아 주세요.
상품을 수령하고 알려 주세요. → 상품을 받고 알려 주세요.
상품을 수령하는 곳입니다. → 상품을 받는 곳입니다.
상품을 수령할 주소입니다. → 상품을 받을 주소입니다.
상품을 수령하셨는데 포장이 뜯겼습니다. → 상품을 받으셨는데 포장이 뜯겼습니다.
상품을 수령하셨나요? → 상품을 받으셨나요?
상품을 수령하려면 신분증이 필요합니다. → 상품을 받으려면 신분증이 필요합니다.
상품을 수령하기까지 3일 걸립니다. → 상품을 받기까지 3일 걸립니다.
상품을 수령하니 색이 다릅니다. → 상품을 받으니 색이 다릅니다.
## 지참하다: 가져오다
신분증을 지참하시고 오세요. → 신분증을 가져오시고 오세요.
신분증을 지참하시면 됩니다. → 신분증을 가져오시면 됩니다.
신분증을 지참해 주세요. → 신분증을 가져와 주세요.
신분증을 지참하여 주세요. → 신분증을 가져와 주세요.
신분증을 지참하셔야 합니다. → 신분증을 가져오셔야 합니다.
신분증을 지참하지 않으셨습니다. → 신분증을 가져오지 않으셨습니다.
신분증을 지참하신 분만 받습니다. → 신분증을 가져오신 분만 받습니다.
신분증을 지참하셨습니다. → 신분증을 가져오셨습니다.
신분증을 지참하실 때 알려 주세요. → 신분증을 가져오실 때 알려 주세요.
신분증을 지참했습니다. → 신분증을 가져왔습니다.
신분증을 지참하고 방문해 주세요. → 신분증을 가져오고 방문해 주세요.
신분증을 지참하면 빨라집니다. → 신분증을 가져오면 빨라집니다.
신분증을 지참하려면 미리 챙겨 주세요. → 신분증을 가져오려면 미리 챙겨 주세요.
신분증을 지참하거나 사진을 보여 주세요. → 신분증을 가져오거나 사진을 보여 주세요.
## 동일하다: 같다
내용은 동일합니다. → 내용은 같습니다.
동일한 상품입니다. → 같은 상품입니다.
내용이 동일하면 됩니다. → 내용이 같으면 됩니다.
내용이 동일하므로 접수됐습니다. → 내용이 같으므로 접수됐습니다.
내용이 동일하여 합쳤습니다. → 내용이 같아 합쳤습니다.
내용이 동일해서 합쳤습니다. → 내용이 같아서 합쳤습니다.
내용이 동일하니 확인해 주세요. → 내용이 같으니 확인해 주세요.
내용이 동일하지 않습니다. → 내용이 같지 않습니다.
내용이 동일했습니다. → 내용이 같았습니다.
내용이 동일하고 색도 같습니다. → 내용이 같고 색도 같습니다.
내용이 동일하며 색도 같습니다. → 내용이 같으며 색도 같습니다.
내용이 동일해요. → 내용이 같아요.
내용이 동일하지만 색은 다릅니다. → 내용이 같지만 색은 다릅니다.
내용이 동일할 수 있습니다. → 내용이 같을 수 있습니다.
## 경과하다: 지나다
3일이 경과하면 취소됩니다. → 3일이 지나면 취소됩니다.
3일이 경과한 뒤에 접수됩니다. → 3일이 지난 뒤에 접수됩니다.
3일이 경과했습니다. → 3일이 지났습니다.
3일이 경과하여 취소됐습니다. → 3일이 지나 취소됐습니다.
3일이 경과해서 취소됐습니다. → 3일이 지나서 취소됐습니다.
3일이 경과하지 않았습니다. → 3일이 지나지 않았습니다.
3일이 경과할 때까지 기다려 주세요. → 3일이 지날 때까지 기다려 주세요.
3일이 경과하고 있습니다. → 3일이 지나고 있습니다.
3일이 경과하므로 취소됩니다. → 3일이 지나므로 취소됩니다.
3일이 경과하기 전에 알려 주세요. → 3일이 지나기 전에 알려 주세요.
3일이 경과하였습니다. → 3일이 지났습니다.
3일이 경과하셨습니다. → 3일이 지나셨습니다.
3일이 경과해도 됩니다. → 3일이 지나도 됩니다.
## 초과하다: 넘다
한도를 초과하면 거절됩니다. → 한도를 넘으면 거절됩니다.
한도를 초과한 금액입니다. → 한도를 넘은 금액입니다.
한도를 초과했습니다. → 한도를 넘었습니다.
한도를 초과하여 거절됐습니다. → 한도를 넘어 거절됐습니다.
한도를 초과하지 않습니다. → 한도를 넘지 않습니다.
한도를 초과하는 금액입니다. → 한도를 넘는 금액입니다.
한도를 초과할 수 없습니다. → 한도를 넘을 수 없습니다.
한도를 초과하니 나누어 결제해 주세요. → 한도를 넘으니 나누어 결제해 주세요.
한도를 초과합니다. → 한도를 넘습니다.
한도를 초과하셨습니다. → 한도를 넘으셨습니다.
한도를 초과해서 거절됐습니다. → 한도를 넘어서 거절됐습니다.
한도를 초과하거나 카드가 다릅니다. → 한도를 넘거나 카드가 다릅니다.
"""
PASSIVES = """\
## 소요되다: 걸리다
3일이 소요됩니다. → 3일이 걸립니다.
3일 소요됩니다. → 3일 걸립니다.
3일이 소요될 수 있습니다. → 3일이 걸릴 수 있습니다.
3일이 소요되며 알림을 드립니다. → 3일이 걸리며 알림을 드립니다.
3일이 소요되니 기다려 주세요. → 3일이 걸리니 기다려 주세요.
3일이 소요되어 늦어집니다. → 3일이 걸려 늦어집니다.
3일이 소요되었습니다. → 3일이 걸렸습니다.
3일이 소요됐습니다. → 3일이 걸렸습니다.
3일이 소요되는 작업입니다. → 3일이 걸리는 작업입니다.
3일이 소요되므로 기다려 주세요. → 3일이 걸리므로 기다려 주세요.
3일이 소요되면 알려 드립니다. → 3일이 걸리면 알려 드립니다.
3일이 소요되고 있습니다. → 3일이 걸리고 있습니다.
3일이 소요되지 않습니다. → 3일이 걸리지 않습니다.
3일이 소요돼요. → 3일이 걸려요.
3일이 소요될 예정입니다. → 3일이 걸릴 예정입니다.
3일이 소요되오니 기다려 주세요. → 3일이 걸리오니 기다려 주세요.
## 인입되다: 들어오다
문의가 인입되었는데 확인 중입니다. → 문의가 들어왔는데 확인 중입니다.
문의가 인입되면 알려 드립니다. → 문의가 들어오면 알려 드립니다.
문의가 인입됐습니다. → 문의가 들어왔습니다.
문의가 인입되고 있습니다. → 문의가 들어오고 있습니다.
문의가 인입되는 곳입니다. → 문의가 들어오는 곳입니다.
인입된 문의를 확인했습니다. → 들어온 문의를 확인했습니다.
문의가 인입되었으며 확인하고 있습니다. → 문의가 들어왔으며 확인하고 있습니다.
문의가 인입되었으나 답하지 못했습니다. → 문의가 들어왔으나 답하지 못했습니다.
문의가 인입되었으니 답해 주세요. → 문의가 들어왔으니 답해 주세요.
문의가 인입될 때 알려 드립니다. → 문의가 들어올 때 알려 드립니다.
문의가 인입되지 않았습니다. → 문의가 들어오지 않았습니다.
문의가 인입돼서 확인했습니다. → 문의가 들어와서 확인했습니다.
문의가 인입된 뒤 확인합니다. → 문의가 들어온 뒤 확인합니다.
## 기재되다: 적히다
주소가 기재되어 있습니다. → 주소가 적혀 있습니다.
주소가 기재됩니다. → 주소가 적힙니다.
기재된 주소로 보냅니다. → 적힌 주소로 보냅니다.
주소가 기재되지 않았습니다. → 주소가 적히지 않았습니다.
주소가 기재됐습니다. → 주소가 적혔습니다.
"""
REWORDED = """\
## 되다: 보내다
좋은 하루 되세요. → 좋은 하루 보내세요.
즐거운 주말 되십시오. → 즐거운 주말 보내십시오.
행복한 주말 되시기 바랍니다. → 행복한 주말 보내시기 바랍니다.
편안한 저녁 되시길 바랍니다. → 편안한 저녁 보내시길 바랍니다.
## 계시다: 있으시다
문의 사항이 계시면 연락 주세요. → 문의 사항이 있으시면 연락 주세요.
궁금한 점이 계신가요? → 궁금한 점이 있으신가요?
궁금한 점이 계실 때 알려 주세요. → 궁금한 점이 있으실 때 알려 주세요.
일정이 계신 분은 알려 주세요. → 일정이 있으신 분은 알려 주세요.
일정이 계십니다. → 일정이 있으십니다.
일정이 계시다면 알려 주세요. → 일정이 있으시다면 알려 주세요.
"""
PLAIN = """\
주문하신 상품이 나오셨습니다. → 주문하신 상품이 나왔습니다.
주문하신 상품이 품절이십니다. → 주문하신 상품이 품절입니다.
결제가 완료되셨습니다. → 결제가 완료됐습니다.
포인트가 적립되셨어요. → 포인트가 적립됐어요.
택배가 도착하셨습니다. → 택배가 도착했습니다.
할인 적용이 안 되세요. → 할인 적용이 안 됩니다.
배송비는 3,000원이세요. → 배송비는 3,000원입니다.
재고가 없으십니다. → 재고가 없습니다.
재고가 없으신데 어떡할까요? → 재고가 없는데 어떡할까요?
재고가 있으신 상품입니다. → 재고가 있는 상품입니다.
배송비가 무료십니다. → 배송비가 무료입니다.
배송비가 무료세요. → 배송비가 무료입니다.
결제되시는데 취소할까요? → 결제되는데 취소할까요?
환불되시면 알려 드립니다. → 환불되면 알려 드립니다.
택배가 도착하셨으며 확인했습니다. → 택배가 도착했으며 확인했습니다.
설정에서 바꾸시면 되십니다. → 설정에서 바꾸시면 됩니다.
안심하셔도 되십니다. → 안심하셔도 됩니다.
설정에서 바꾸시면 되세요. → 설정에서 바꾸시면 됩니다.
3만 원 되시겠습니다. → 3만 원 됩니다.
접수가 가능하십니다. → 접수가 가능합니다.
접수가 가능하신 상품입니다. → 접수가 가능한 상품입니다.
쿠폰이 있으십니다. → 쿠폰이 있습니다.
상품이 도착하시면 알려 드립니다. → 상품이 도착하면 알려 드립니다.
상품이 비싸십니다. → 상품이 비쌉니다.
색상이 예쁘세요. → 색상이 예쁩니다.
화면이 크십니다. → 화면이 큽니다.
색상이 다르십니다. → 색상이 다릅니다.
환불이 어려우십니다. → 환불이 어렵습니다.
환불이 어려우세요. → 환불이 어렵습니다.
환불이 어려우신 상품입니다. → 환불이 어려운 상품입니다.
소리가 들리십니다. → 소리가 들립니다.
상품이 품절이셔서 취소했습니다. → 상품이 품절이어서 취소했습니다.
주문이 취소되셔서 환불했습니다. → 주문이 취소돼서 환불했습니다.
"""
PLAIN_HAEYO = """\
할인 적용이 안 되세요. → 할인 적용이 안 돼요.
배송비는 3,000원이세요. → 배송비는 3,000원이에요.
배송비가 무료세요. → 배송비가 무료예요.
재고가 없으세요. → 재고가 없어요.
상품이 비싸세요. → 상품이 비싸요.
설정에서 바꾸시면 되세요. → 설정에서 바꾸시면 돼요.
환불이 어려우세요. → 환불이 어려워요.
"""
MERGED = """\
## 도록
확인하도록 하겠습니다. → 확인하겠습니다.
안내해 드리도록 하겠습니다. → 안내해 드리겠습니다.
안내드릴 수 있도록 하겠습니다. → 안내드리겠습니다.
보내 드리도록 하겠으니 기다려 주세요. → 보내 드리겠으니 기다려 주세요.
바로 만들도록 하겠습니다. → 바로 만들겠습니다.
바로 돕도록 할게요. → 바로 도울게요.
바로 알아보도록 할게요. → 바로 알아볼게요.
바로 듣도록 할게요. → 바로 들을게요.
내일 연락드리도록 하겠습니다. → 내일 연락드리겠습니다.
바로 고치도록 하겠습니다. → 바로 고치겠습니다.
다시 보내도록 하겠습니다. → 다시 보내겠습니다.
바로 취소하도록 하겠습니다. → 바로 취소하겠습니다.
바로 알리도록 하겠으며 기록합니다. → 바로 알리겠으며 기록합니다.
## 어
처리되어집니다. → 처리됩니다.
처리되어질 예정입니다. → 처리될 예정입니다.
접수되어져 있습니다. → 접수되어 있습니다.
처리되어졌습니다. → 처리됐습니다.
처리되어지면 알려 드립니다. → 처리되면 알려 드립니다.
처리되어지고 있습니다. → 처리되고 있습니다.
처리되어지는 과정입니다. → 처리되는 과정입니다.
개선되어져야 합니다. → 개선되어야 합니다.
관리자에게만 보여집니다. → 관리자에게만 보입니다.
이름으로 불려집니다. → 이름으로 불립니다.
잊혀지지 않도록 적었습니다. → 잊히지 않도록 적었습니다.
세 가지로 나뉘어집니다. → 세 가지로 나뉩니다.
설명서에 쓰여진 글입니다. → 설명서에 쓰인 글입니다.
"""
ENDINGS = """\
## 어 주세요
본인 확인하실게요. → 본인 확인해 주세요.
이쪽에서 기다리실게요. → 이쪽에서 기다려 주세요.
여기에 서명하실게요. → 여기에 서명해 주세요.
이쪽으로 오실게요. → 이쪽으로 와 주세요.
버튼을 눌러 주실게요. → 버튼을 눌러 주세요.
주소를 적으실게요. → 주소를 적어 주세요.
상자를 여실게요. → 상자를 열어 주세요.
끈을 묶으실게요. → 끈을 묶어 주세요.
주소를 정확히 입력하세요. → 주소를 정확히 입력해 주세요.
버튼을 누르세요. → 버튼을 눌러 주세요.
색상을 고르세요. → 색상을 골라 주세요.
설명을 들으세요. → 설명을 들어 주세요.
카드를 쓰세요. → 카드를 써 주세요.
사진을 올리세요. → 사진을 올려 주세요.
## 어 주십시오
신분증을 첨부하십시오. → 신분증을 첨부해 주십시오.
버튼을 누르십시오. → 버튼을 눌러 주십시오.
주소를 적으십시오. → 주소를 적어 주십시오.
"""


@cache
def analyser() -> tuple[Analyser, Inflector]:
    words = read_yaml("words.yaml", WORDS.read_text(encoding="utf-8")).convert(UserWordsShape)
    tokenizer = Tokenizer([(word, "NNG") for word in words.nouns] + [(word, "VV") for word in words.verbs])
    return Analyser(tokenizer), Inflector(tokenizer.join)


def groups(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (what to do, bad, good) for every pair of a block."""
    todo = ""
    for line in text.strip().splitlines():
        if line.startswith("## "):
            todo = line[3:]
        else:
            yield todo, *line.split(" → ")


def applied(text: str, found: Rewording | None) -> str | None:
    return None if found is None else text[: found.span.start] + found.text + text[found.span.end :]


def word_at(parsed: Parsed, lemma: str) -> int:
    noun = lemma.removesuffix("하다")
    return next(at for at, word in enumerate(parsed.words) if word.lemma == lemma or (word.light and word.noun == noun))


def noun(text: str, old: str, new: str, *, apart: bool = False) -> str | None:
    """Put `new` for the first `old` of a sentence."""
    read, inflector = analyser()
    start = text.index(old)
    return applied(text, inflector.noun(read.parse(text), start, start + len(old), new, apart=apart))


def predicate(text: str, old: str, new: str) -> str | None:
    read, inflector = analyser()
    parsed = read.parse(text)
    at = word_at(parsed, old)
    return applied(text, inflector.predicate(parsed, parsed.words[at].start, at, new))


def plain(text: str, level: SpeechLevel) -> str | None:
    read, inflector = analyser()
    parsed = read.parse(text)
    at = max(at for at, word in enumerate(parsed.words) if word.honorific)
    return applied(text, inflector.plain(parsed, at, level))


def merged(text: str, ending: str) -> str | None:
    read, inflector = analyser()
    parsed = read.parse(text)
    return applied(text, inflector.merged(parsed, next(at for at, w in enumerate(parsed.words) if w.ending == ending)))


def with_ending(text: str, written: str) -> str | None:
    read, inflector = analyser()
    parsed = read.parse(text)
    at = max(at for at, word in enumerate(parsed.words) if word.pos.is_predicate)
    return applied(text, inflector.with_ending(parsed, at, written))


def test_there_are_enough_pairs() -> None:
    blocks = (NOUNS, PREDICATES, PASSIVES, REWORDED, PLAIN, PLAIN_HAEYO, MERGED, ENDINGS)
    pairs = [pair for block in blocks for pair in groups(block)]
    assert len(pairs) >= 300
    assert len(set(pairs)) == len(pairs)
    assert all(bad != good for _, bad, good in pairs)


def test_frequent_predicates_are_tried_with_twelve_endings_each() -> None:
    read, _ = analyser()
    endings: dict[str, set[tuple[bool, bool, tuple[str, ...], str]]] = {}
    for todo, bad, _ in groups(PREDICATES):
        old = todo.split(": ")[0]
        parsed = read.parse(bad)
        word = parsed.words[word_at(parsed, old)]
        endings.setdefault(old, set()).add((word.honorific, word.past, word.prefinal, word.ending))
    assert {old: len(found) for old, found in endings.items() if len(found) < 12} == {}


@pytest.mark.parametrize(("todo", "bad", "good"), [*groups(NOUNS)])
def test_nouns(todo: str, bad: str, good: str) -> None:
    old, new = todo.split(": ")
    assert noun(bad, old, new, apart=old in ("금일", "익일")) == good


@pytest.mark.parametrize(("todo", "bad", "good"), [*groups(PREDICATES), *groups(PASSIVES), *groups(REWORDED)])
def test_predicates(todo: str, bad: str, good: str) -> None:
    assert predicate(bad, *todo.split(": ")) == good


@pytest.mark.parametrize(("bad", "good"), [pair[1:] for pair in groups(PLAIN)])
def test_without_the_honorific(bad: str, good: str) -> None:
    assert plain(bad, SpeechLevel.HAPSYO) == good


@pytest.mark.parametrize(("bad", "good"), [pair[1:] for pair in groups(PLAIN_HAEYO)])
def test_without_the_honorific_in_a_haeyo_text(bad: str, good: str) -> None:
    assert plain(bad, SpeechLevel.HAEYO) == good


@pytest.mark.parametrize(("todo", "bad", "good"), [*groups(MERGED)])
def test_merged(todo: str, bad: str, good: str) -> None:
    assert merged(bad, todo) == good


@pytest.mark.parametrize(("todo", "bad", "good"), [*groups(ENDINGS)])
def test_other_endings(todo: str, bad: str, good: str) -> None:
    assert with_ending(bad, "어 주세요" if todo == "어 주세요" else "어 주다") == good


def test_an_auxiliary_takes_the_endings_there_were() -> None:
    assert with_ending("주소를 정확히 입력하세요.", "어 주다") == "주소를 정확히 입력해 주세요."
    assert with_ending("신분증을 첨부하십시오.", "어 주다") == "신분증을 첨부해 주십시오."


def test_a_complement_becomes_an_object() -> None:
    assert predicate("좋은 하루가 되세요.", "되다", "보내다") == "좋은 하루를 보내세요."


def test_other_characters_stay() -> None:
    """Only the words that change are touched: quotes, brackets, emoji and double spaces around them stay."""
    assert noun("(유선으로)  “안내” 😊 드립니다.", "유선", "전화") == "(전화로)  “안내” 😊 드립니다."
    assert predicate("‘주소’를  (꼭) 기재해   주세요 😊", "기재하다", "적다") == "‘주소’를  (꼭) 적어   주세요 😊"


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "old"),
        [
            ("공유선으로 이어집니다.", "유선"),
            ("유선연락 드립니다.", "유선"),
            ("익일특급으로 보냈습니다.", "익일"),
            ("입금일을 알려 주세요.", "금일"),
            ("클레임들을 모았습니다.", "클레임"),
            ("익일배송 상품입니다.", "익일"),
        ],
    )
    def test_inside_a_compound(self, text: str, old: str) -> None:
        assert noun(text, old, "전화") is None

    def test_a_noun_whose_reading_is_unknown(self) -> None:
        assert noun("유선으로 안내합니다.", "유선", "Phone") is None
        assert noun("유선에서 안내합니다.", "유선", "Phone") == "Phone에서 안내합니다."

    @pytest.mark.parametrize(
        "text", ["없도록 하겠습니다.", "처리되도록 하겠습니다.", "늦지 않도록 하겠습니다.", "이해하시도록 하겠습니다."]
    )
    def test_what_only_dorok_can_say(self, text: str) -> None:
        assert merged(text, "도록") is None

    @pytest.mark.parametrize(
        "text", ["저장되실게요.", "맛있게 드세요.", "걱정하지 마세요.", "안녕히 계세요.", "여기 있으세요."]
    )
    def test_what_nobody_can_be_asked(self, text: str) -> None:
        assert with_ending(text, "어 주세요") is None

    def test_an_object_of_an_adjective(self) -> None:
        assert predicate("확인을 요하는 사항입니다.", "요하다", "필요하다") is None

    def test_a_request_has_no_honorific_to_drop(self) -> None:
        assert plain("조심하십시오.", SpeechLevel.HAPSYO) is None


class TestParticles:
    @pytest.mark.parametrize(
        ("before", "particle", "wanted"),
        [
            ("전화", "으로", "로"), ("메일", "으로", "로"), ("일정", "로", "으로"), ("URL", "를", "을"), ("VIP", "을", "를"),
            ("10", "로", "으로"), ("3", "를", "을"), ("2", "은", "는"), ("50%", "을", "를"), ("서비스(무료)", "을", "를"),
            ("전화", "에서", "에서"), ("email", "를", None), ("전화", "과", "와"), ("불만", "와", "과"),
        ],
    )  # fmt: skip
    def test_suited(self, before: str, particle: str, wanted: str | None) -> None:
        assert suited_particle(particle, before) == wanted

    @pytest.mark.parametrize(
        ("word", "shapes", "wanted"),
        [
            ("'환불'", "은/는", "'환불'은"), ("'취소'", "은/는", "'취소'는"), ("메일", "으로/로", "메일로"), ("글", "을/를", "글을"),
            ("error", "이/가", "error이(가)"), ("😊", "은/는", "😊는"),
        ],
    )  # fmt: skip
    def test_with_particle(self, word: str, shapes: str, wanted: str) -> None:
        assert with_particle(word, shapes) == wanted

    def test_pairs(self) -> None:
        text = "주문을(를) 메일(으)로 택배으로(로)"
        assert chosen_particles(text, 0, len(text)) == ((2, 6, "을"), (9, 13, "로"), (16, 21, "로"))
        assert chosen_particles("email을(를)", 0, 9) is None
        assert chosen_particles("주문을", 0, 3) is None
