"""A question as it is looked at: one width, one script, no spaces, no quotation marks."""

import unicodedata
from dataclasses import dataclass

LONGEST = 120  # letters: whoever asks for one figure needs no more, and reading costs their product

# Traditional letters, each with the simplified one at the same place.
_TRADITIONAL = (
    "萬與專業東個豐臨為麗舉義樂習鄉書買亂爭於虧雲產畝親億僅從倉儀們價眾優會傳傷倫偽體餘俠側偵"
    "僑債傾償儲兒黨蘭關興養獸內冊寫軍農馮決況凍淨準涼減湊幾鳳憑凱擊劃劉則剛創刪別劑劍劇勸辦務"
    "動勵勁勞勢勳區醫華協單賣盧衛卻廠廳歷厲壓厭縣參雙發變敘葉號嘆嚇嗎啟員問聽吳嘗園圍國圖圓聖"
    "場壞塊堅壇墳墜壘墾墊執報聲殼處備復夠頭誇奪奮獎婦媽孫學寧寶實寵審憲宮寬賓對尋導壽將爾塵層"
    "屆屬歲豈島嶺崗幣帥師帳帶幫幹並廣慶廬庫應廟廢開異棄張彌彎彈強歸當錄彥徹徑憶懷態憐總戀懇惡"
    "惱愛愜慣懸憤願懲戲戰戶撲擴掃揚擾撫拋搶護擔擬擁揀擇擋掙擠揮撈損換據擺搖攜攝敵數齋斷無舊時"
    "曠晝顯晉曉暫術機殺雜權條來楊極構棗槍櫃標棧棟欄樹樣橋檢樓橫檔歡歐歲殘氣漢湯溝沒淚潔灑淺漿"
    "測濟渾濃濤澤濱滿漁潤澀漲溫灣濕滯滲漸燈靈爐點煉爛熱煥營愛爺牽狀獨獲環現瑪電療癥監蓋盤著睜"
    "礦碼磚確禮禍離種積稱穩窮競筆築簡簽籃類糧糾紀級約紅紋納純紗紙紛線組練細織終紹經結給絡絕統絹"
    "繼績續維綿綜綠編緊緩縮總纖網羅罰職聯聰肅腸膚腫腦腳臉臟舊艦藝節蘇蘋莊藍蘭獲薦藥虛蟲補襯襪觀"
    "規視覺覽計訂認討讓訓議訊記講許論設訪證評識訴診詞試詩誠話詢該詳語誤説說請諸課誰調談謀謝謂譜貝"
    "貞負財責賢敗貨質販貧購貯貫貴費貿賀賊資賞賦賠賴賽讚贊贏趙趕趨躍踐車軌軟轉輪輕載較輔輛輸辯邊達"
    "遷過運還這進遠違連遲適選遺鄧鄰釋裡鑒針鐘鋼錢鐵銀銅鏈銷鎖鋪錯鍵鎮長門閉間閱隊陽陰陣階際陸陳"
    "險隨難霧靜頂項順須顧預領頻題額顏風飛飯飲館馬駐驗騰騎魚鮮鳥鷄鳴鹽麥黃齊齒齡龍後係佈週僱裏"
    "譽嚴兩煩響縱榮貢賬篩佔畢麼讀礎範託製複鑑啓誌彙匯曆籌績遞擇償債僱繳贈錶鬆"
)
_SIMPLIFIED = (
    "万与专业东个丰临为丽举义乐习乡书买乱争于亏云产亩亲亿仅从仓仪们价众优会传伤伦伪体余侠侧侦"
    "侨债倾偿储儿党兰关兴养兽内册写军农冯决况冻净准凉减凑几凤凭凯击划刘则刚创删别剂剑剧劝办务"
    "动励劲劳势勋区医华协单卖卢卫却厂厅历厉压厌县参双发变叙叶号叹吓吗启员问听吴尝园围国图圆圣"
    "场坏块坚坛坟坠垒垦垫执报声壳处备复够头夸夺奋奖妇妈孙学宁宝实宠审宪宫宽宾对寻导寿将尔尘层"
    "届属岁岂岛岭岗币帅师帐带帮干并广庆庐库应庙废开异弃张弥弯弹强归当录彦彻径忆怀态怜总恋恳恶"
    "恼爱惬惯悬愤愿惩戏战户扑扩扫扬扰抚抛抢护担拟拥拣择挡挣挤挥捞损换据摆摇携摄敌数斋断无旧时"
    "旷昼显晋晓暂术机杀杂权条来杨极构枣枪柜标栈栋栏树样桥检楼横档欢欧岁残气汉汤沟没泪洁洒浅浆"
    "测济浑浓涛泽滨满渔润涩涨温湾湿滞渗渐灯灵炉点炼烂热焕营爱爷牵状独获环现玛电疗症监盖盘着睁"
    "矿码砖确礼祸离种积称稳穷竞笔筑简签篮类粮纠纪级约红纹纳纯纱纸纷线组练细织终绍经结给络绝统绢"
    "继绩续维绵综绿编紧缓缩总纤网罗罚职联聪肃肠肤肿脑脚脸脏旧舰艺节苏苹庄蓝兰获荐药虚虫补衬袜观"
    "规视觉览计订认讨让训议讯记讲许论设访证评识诉诊词试诗诚话询该详语误说说请诸课谁调谈谋谢谓谱贝"
    "贞负财责贤败货质贩贫购贮贯贵费贸贺贼资赏赋赔赖赛赞赞赢赵赶趋跃践车轨软转轮轻载较辅辆输辩边达"
    "迁过运还这进远违连迟适选遗邓邻释里鉴针钟钢钱铁银铜链销锁铺错键镇长门闭间阅队阳阴阵阶际陆陈"
    "险随难雾静顶项顺须顾预领频题额颜风飞饭饮馆马驻验腾骑鱼鲜鸟鸡鸣盐麦黄齐齿龄龙后系布周雇里"
    "誉严两烦响纵荣贡账筛占毕么读础范托制复鉴启志汇汇历筹绩递择偿债雇缴赠表松"
)
_SCRIPT = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_UNSAID = dict.fromkeys(map(ord, "“”‘’\"'`*《》〈〉「」『』【】[]\u200b\u200c\u200d\ufeff\u2060"))


@dataclass(frozen=True)
class Folded:
    """A question without spaces; ``breaks`` are the places where there were some."""

    text: str
    breaks: frozenset[int] = frozenset()


def fold(text: str) -> str:
    """Write a word as it is recognised by: 近視率, 近视 率 and “近视率” are one."""
    return _squeezed(text).text


def folded(question: str) -> Folded:
    """Write a question likewise, of which no more is looked at than could be one."""
    return _squeezed(question[: 10 * LONGEST])


def _squeezed(text: str) -> Folded:
    plain = unicodedata.normalize("NFKC", text).translate(_UNSAID).translate(_SCRIPT).lower()
    words = plain.split()
    ends = [sum(map(len, words[:count])) for count in range(1, len(words))]
    return Folded("".join(words), frozenset(ends))
