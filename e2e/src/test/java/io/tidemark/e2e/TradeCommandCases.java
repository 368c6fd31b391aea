package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The rules of the commands over products, calls, lines of invoices, relations, forms, icons and drawings.
abstract class TradeCommandCases extends CommandServer {
    private JsonNode app;

    @BeforeEach
    void setUp() {
        app = configure(newCode()).path("results").path(0);
    }

    private JsonNode run(String command) {
        return send(withToken(app, command)).path("results").path(0);
    }

    private JsonNode fine(String command) {
        JsonNode result = run(command);
        assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(1);
        return result;
    }

    private String error(String command) {
        return run(command).path("error").asString();
    }

    private long saved(String command, String input, String fields) {
        return fine("{'command':'" + command + "','" + input + "':{" + fields + "}}")
                .path(input)
                .path("id")
                .asLong();
    }

    private static List<Long> ids(JsonNode objects) {
        List<Long> ids = new ArrayList<>();
        objects.forEach(object -> ids.add(object.path("id").asLong()));
        return ids;
    }

    @Test
    void linesWaitUntilTheyAreProcessedInvoicedOrTakenAway() {
        long one = saved("CreateUpdateInvoiceLineByID", "invoiceline", "'text':'One'");
        long two = saved("CreateUpdateInvoiceLineByID", "invoiceline", "'text':'Two'");
        long three = saved("CreateUpdateInvoiceLineByID", "invoiceline", "'text':'Three'");
        fine("{'command':'AddInvoiceLine','clientid':'a','invoiceline':{'text':'Four'}}");
        fine("{'command':'AddInvoiceLine','clientid':'a','invoiceline':{'text':'Four'}}");
        String pending = "{'command':'GetPendingInvoiceLines'}";
        assertThat(fine(pending).path("invoicelines")).hasSize(4);
        long invoice = saved("CreateUpdateInvoice", "invoice", "'id':0");
        fine("{'command':'CreateUpdateInvoiceLineByID','invoiceline':{'id':" + one + ",'invoiceid':" + invoice + "}}");
        String mark =
                "{'command':'MarkInvoiceLinesAsProcessed','invoicelineids':[" + two + ",999],'ordernumber':'O-1'}";
        fine(mark);
        fine(mark);
        fine("{'command':'DeleteInvoiceLineByID','invoicelineid':" + three + "}");
        assertThat(fine(pending).path("invoicelines")).hasSize(1);
        assertThat(ids(fine("{'command':'GetInvoiceLinesByInvoiceID','invoiceid':" + invoice + "}")
                        .path("invoicelines")))
                .containsExactly(one);
        assertThat(error("{'command':'DeleteInvoiceLineByID','invoicelineid':" + two + "}"))
                .isEqualTo("conflict");
        assertThat(error("{'command':'CreateUpdateInvoiceLineByID','invoiceline':{'id':" + two + ",'count':2}}"))
                .isEqualTo("conflict");
    }

    @Test
    void aCallIsPendingUntilItEnds() {
        long call = saved("CreateCall", "call", "'id':77,'title':'Offer'");
        saved("CreateCall", "call", "'title':'Without an id'");
        assertThat(fine("{'command':'GetMyPendingCalls'}").path("calls")).hasSize(2);
        fine("{'command':'EndCall','callid':" + call + ",'duration':5,'note':'Yes'}");
        assertThat(fine("{'command':'GetMyPendingCalls'}").path("calls")).hasSize(1);
        fine("{'command':'RegisterCall','phonenumber':'1','incoming':'yes','calldate':'1-4-2031',"
                + "'calltime':'8.15','duration':3}");
        assertThat(fine("{'command':'GetMyPendingCalls'}").path("calls")).hasSize(1);
        assertThat(error("{'command':'EndCall','callid':999,'duration':5}")).isEqualTo("notfound");
    }

    @Test
    void theNoteOfACallIsPostedOnIt() {
        long call = saved("CreateCall", "call", "'title':'Offer'");
        String threads = "{'command':'GetThreads','objecttype':'call','objectid':" + call + "}";
        fine("{'command':'EndCall','callid':" + call + ",'duration':5}");
        assertThat(fine(threads).path("threads")).isEmpty();
        String end = "{'command':'EndCall','callid':" + call + ",'duration':5,'note':'They take it'}";
        fine(end);
        fine(end);
        JsonNode posted = fine(threads).path("threads");
        assertThat(posted).hasSize(1);
        assertThat(posted.path(0).path("tag").asString()).isEqualTo("call");
        assertThat(posted.path(0).path("title").asString()).isEqualTo("Offer");
        assertThat(posted.path(0).path("messages")).hasSize(1);
        assertThat(posted.path(0).path("messages").path(0).path("message").asString())
                .isEqualTo("They take it");
    }

    private int isFavorite(String question) {
        JsonNode products = fine(question).path("products");
        assertThat(products).hasSize(1);
        return products.path(0).path("isfavorite").asInt();
    }

    @Test
    void favoritesAreWhatTheUserHasUsed() {
        long used = saved("CreateUpdateProductByID", "product", "'title':'Filter','productnumber':'F','price':500");
        long other = saved("CreateUpdateProductByID", "product", "'title':'Other'");
        String favorites = "{'command':'GetProductsByLastChange','changedate':'1970-01-01','onlyfavorites':1,"
                + "'include_prices':1}";
        assertThat(fine(favorites).path("products")).as("none used yet").hasSize(2);
        long todo = saved("CreateUpdateTodo", "todo", "'title':'Paint'");
        long use = saved("CreateUpdateProductUse", "productuse", "'todoid':" + todo + ",'productid':" + used);
        JsonNode told = fine(favorites).path("products");
        assertThat(ids(told)).containsExactly(used);
        assertThat(told.path(0).path("price").asLong()).isEqualTo(500);
        assertThat(told.path(0).path("isfavorite").asInt()).isEqualTo(1);
        assertThat(fine("{'command':'GetProductsByLastChange','changedate':'1970-01-01'}")
                        .path("products"))
                .extracting(product -> product.path("isfavorite").asInt())
                .containsExactly(1, 0);
        String byId = "{'command':'GetProductByID','productid':" + used + "}";
        assertThat(isFavorite(byId)).isEqualTo(1);
        assertThat(isFavorite("{'command':'GetProductByProductNumber','productnumber':'f'}"))
                .isEqualTo(1);
        String save = "{'command':'CreateUpdateProductByProductNumber','product':{'productnumber':'F','isfavorite':0}}";
        assertThat(fine(save).path("product").path("isfavorite").asInt())
                .as("no client decides it")
                .isEqualTo(1);
        long lars = server.storage
                .read(server.account.id(), tx -> tx.userByEmail(TestServer.LARS))
                .orElseThrow()
                .id()
                .value();
        saved(
                "CreateUpdateProductUse",
                "productuse",
                "'todoid':" + todo + ",'productid':" + other + ",'userid':" + lars);
        assertThat(isFavorite("{'command':'GetProductByID','productid':" + other + "}"))
                .as("another user's")
                .isZero();
        assertThat(error("{'command':'CreateUpdateProductUse','productuse':{'productid':" + used + "}}"))
                .isEqualTo("missingfield");
        fine("{'command':'DeleteProductUseByID','productuseid':" + use + "}");
        assertThat(isFavorite(byId)).as("its only use was taken back").isZero();
        assertThat(fine("{'command':'GetProductUseByTodoID','todoid':" + todo + "}")
                        .path("productuse"))
                .hasSize(1);
        assertThat(fine("{'command':'GetProductUseByLastChange','changedate':'1970-01-01'}")
                        .path("productuse")
                        .path(0)
                        .path("isdeleted")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aPriceOfItsOwnForNobodyIsNoFailure() {
        long customer = saved("CreateUpdateCustomerByID", "customer", "'name':'Laundry'");
        saved("CreateUpdateProductByID", "product", "'title':'Filter','productnumber':'F'");
        String assign = "{'command':'AssignIndividualPriceByProductNumber','price':11,'productnumber':";
        fine(assign + "'F','customerid':" + customer + "}");
        fine(assign + "'F','customerid':" + customer + "}");
        fine(assign + "'nothing','customerid':" + customer + "}");
        fine(assign + "'F','customerid':999}");
        String remove = "{'command':'RemoveIndividualPriceByProductNumber','productnumber':'F','customerid':";
        fine(remove + customer + "}");
        fine(remove + customer + "}");
        fine(assign + "'F','customerid':" + customer + "}");
    }

    @Test
    void whatIsUsedAtACompanyCostsWhatTheCompanyPays() {
        long customer = saved("CreateUpdateCustomerByID", "customer", "'name':'Laundry'");
        long product = saved("CreateUpdateProductByID", "product", "'title':'Filter','productnumber':'F','price':500");
        fine("{'command':'AssignIndividualPriceByProductNumber','price':450,'productnumber':'F','customerid':"
                + customer + "}");
        long there = saved("CreateUpdateTodo", "todo", "'title':'Paint','customerid':" + customer);
        long elsewhere = saved("CreateUpdateTodo", "todo", "'title':'Paint'");
        long tool = saved("CreateUpdateTool", "tool", "'title':'Pump','custref':" + customer);
        String use = ",'productid':" + product;
        assertThat(priceOf("'todoid':" + there + use)).isEqualTo(450);
        assertThat(priceOf("'toolid':" + tool + use)).isEqualTo(450);
        assertThat(priceOf("'todoid':" + elsewhere + use)).isEqualTo(500);
        assertThat(priceOf("'todoid':" + there + ",'price':300" + use)).isEqualTo(300);
        fine("{'command':'RemoveIndividualPriceByProductNumber','productnumber':'F','customerid':" + customer + "}");
        assertThat(priceOf("'todoid':" + there + use)).isEqualTo(500);
    }

    private long priceOf(String use) {
        return fine("{'command':'CreateUpdateProductUse','productuse':{" + use + "}}")
                .path("productuse")
                .path("price")
                .asLong();
    }

    @Test
    void aPersonListsItsCompaniesAndHiddenRelationsAreToldWhereTheyAreAskedFor() {
        long customer = saved("CreateUpdateCustomerByID", "customer", "'name':'Laundry'");
        long person = saved("CreateUpdatePersonByID", "person", "'firstname':'Ida'");
        long relation =
                saved("CreateUpdateRelationByID", "relation", "'customerid':" + customer + ",'personid':" + person);
        String who = "{'command':'GetPersonByID','personid':" + person + "}";
        assertThat(fine(who).path("persons").path(0).path("customerids").path(0).asLong())
                .isEqualTo(customer);
        decide("cprelationship", relation, "'isdeleted':1");
        assertThat(fine(who).path("persons").path(0).path("customerids")).isEmpty();
        String all = "{'command':'GetRelationsByLastChange','changedate':'1970-01-01'";
        assertThat(fine(all + "}").path("relations")).hasSize(1);
        assertThat(fine(all + ",'skip_deleted':1}").path("relations")).isEmpty();
        assertThat(fine("{'command':'GetRelationsByCustomerID','customerid':" + customer + "}")
                        .path("relations"))
                .isEmpty();
        assertThat(fine("{'command':'GetAllRelationsByCustomerID','customerid':" + customer + "}")
                        .path("relations"))
                .hasSize(1);
    }

    @Test
    void companiesBelowOthersAreFoundAlsoInACircle() {
        long top = saved("CreateUpdateCustomerByID", "customer", "'name':'Top'");
        long middle = saved("CreateUpdateCustomerByID", "customer", "'name':'Middle','parentcust':" + top);
        long low = saved("CreateUpdateCustomerByID", "customer", "'name':'Low','isdeleted':1,'parentcust':" + middle);
        saved("CreateUpdateCustomerByID", "customer", "'id':" + top + ",'parentcust':" + low);
        String below = "{'command':'GetCustomersByParentID','customerid':" + top;
        assertThat(ids(fine(below + "}").path("customers"))).containsExactly(middle);
        assertThat(ids(fine(below + ",'includeall':1}").path("customers"))).containsExactly(middle, low);
        assertThat(ids(fine(below + ",'includeall':1,'ignoreclosed':1}").path("customers")))
                .containsExactly(middle);
    }

    @Test
    void formsAndIconsThatTheAppHasComeWithoutTheirBulk() {
        String parts = "'parts':[{'id':1,'type':'text','title':'%s','description':'','options':[],"
                + "'required':0,'order':1}]";
        long form = setUp("questionform", "'title':'Leak test'", parts.formatted("Tight?"));
        String sum = onlyForm("").path("md5sum").asString();
        assertThat(sum).matches("[0-9a-f]{32}");
        String known = ",'md5sums':[{'id':'" + form + "','md5sum':'" + sum.toUpperCase(java.util.Locale.ROOT) + "'}]";
        assertThat(onlyForm(known).has("parts")).isFalse();
        decide("questionform", form, parts.formatted("Dry?"));
        assertThat(onlyForm(known).path("parts")).as("its questions changed").hasSize(1);

        long icon = setUp("icon", "'title':'Urgent','data':'aGVsbG8='", "");
        String icons =
                "{'command':'GetIcons','md5sums':[{'id':" + icon + ",'md5sum':'5d41402abc4b2a76b9719d911017c592'}]}";
        JsonNode told = fine(icons).path("icons").path(0);
        assertThat(told.path("md5sum").asString())
                .as("of the bytes, hello")
                .isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(told.has("data")).isFalse();
        assertThat(fine("{'command':'GetIcons'}")
                        .path("icons")
                        .path(0)
                        .path("data")
                        .asString())
                .isEqualTo("aGVsbG8=");
    }

    private JsonNode onlyForm(String more) {
        return fine("{'command':'GetQuestionForms'" + more + "}").path("forms").path(0);
    }

    @Test
    void aRequestIsPendingUntilItIsAnsweredOnce() {
        long todo = saved("CreateUpdateTodo", "todo", "'title':'Paint'");
        long form = setUp("questionform", "'title':'Leak test'", "");
        long request = setUp(
                "questionrequest",
                "'formid':" + form + ",'objecttype':'todo','objectid':" + todo + ",'userid':"
                        + ida().id().value(),
                "");
        assertThat(fine("{'command':'GetPendingQuestionRequests'}").path("questionrequests"))
                .hasSize(1);
        assertThat(fine("{'command':'GetPendingQuestionRequestsByTodoID','todoid':" + todo + "}")
                        .path("questionrequests"))
                .hasSize(1);
        JsonNode answer = fine("{'command':'AnswerQuestionRequest','questionrequestid':" + request
                        + ",'answer':{'answers':[{'questionid':1,'value':'yes'}]}}")
                .path("answer");
        assertThat(answer.path("formid").asLong()).isEqualTo(form);
        assertThat(answer.path("objectid").asLong()).isEqualTo(todo);
        assertThat(fine("{'command':'GetPendingQuestionRequests'}").path("questionrequests"))
                .isEmpty();
        assertThat(error("{'command':'AnswerQuestionRequest','questionrequestid':999,'answer':{}}"))
                .isEqualTo("notfound");
    }

    @Test
    void drawingsAreSavedTogetherOrNotAtAll() {
        long todo = saved("CreateUpdateTodo", "todo", "'title':'Paint'");
        String on = "'modcode':'Todo','sysref':" + todo + ",";
        String good = "{'id':0,'layerref':-1," + on + "'type':1,'data':{'x':10.2,'y':56.1}}";
        String bad = "{'id':0,'layerref':-1," + on + "'type':4}";
        String save = "{'command':'GISCreateUpdateFeatures','features':[";
        assertThat(error(save + good + "," + bad + "," + good + "]}")).isEqualTo("badvalue");
        String read = "{'command':'GISGetFeaturesByLayer','layerref':";
        assertThat(fine(read + "-1}").path("features")).isEmpty();
        fine(save + good + ",{'id':0,'layerref':'7'," + on + "'type':12,'data':{'points':[]}}]}");
        JsonNode drawn =
                fine(read + "-1,'modcode':'todo','sysref':" + todo + "}").path("features");
        assertThat(drawn).hasSize(1);
        assertThat(drawn.path(0).has("layerref")).isFalse();
        assertThat(drawn.path(0).path("data").path("x").asDouble()).isEqualTo(10.2);
        assertThat(fine(read + "7}").path("features")).hasSize(1);
        assertThat(fine(read + "7,'datatype':1}").path("features")).isEmpty();
        assertThat(fine(read + "-1,'modcode':'customer'}").path("features")).isEmpty();
        long id = drawn.path(0).path("id").asLong();
        fine(save + "{'id':" + id + ",'title':'Stopcock'}]}");
        assertThat(fine(read + "-1}").path("features").path(0).path("title").asString())
                .isEqualTo("Stopcock");
        assertThat(error(save + "{'id':0,'type':1}]}")).isEqualTo("missingfield");
    }
}
