package io.tidemark.api.command.objects;

import io.tidemark.api.command.Command;
import java.util.List;

/// The commands that find, list and save objects of one type each, and nothing else. Stateless.
public final class ObjectCommands {
    private final ObjectDesk desk;

    /// @param desk what they work with
    public ObjectCommands(ObjectDesk desk) {
        this.desk = desk;
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                // companies and persons
                byId("GetCustomerByID", "customer", "customerid", "customers"),
                byTerm("GetCustomerByCustomerNumber", "customer", "customernumber", "customernumber", "customers"),
                save("CreateUpdateCustomerByID", "customer", "customer"),
                saveByTerm("CreateUpdateCustomerByCustomerNumber", "customer", "customer", "customernumber"),
                changes("GetPersonsByLastChange", "person", "persons"),
                byId("GetPersonByID", "person", "personid", "persons"),
                byTerm("GetPersonByEmail", "person", "email", "email", "persons"),
                byTerm("GetPersonByUsername", "person", "username", "username", "persons"),
                save("CreateUpdatePersonByID", "person", "person"),
                allByTerm("GetRelationsByPersonID", "cprelationship", "personid", "personid", "relations"),
                save("CreateUpdateRelationByID", "cprelationship", "relation"),
                all("GetCustomerTypes", "customertype", "types"),
                all("GetPersonTypes", "persontype", "types"),
                all("GetMaingroups", "maingroup", "maingroups"),
                // tasks
                byId("GetTodoByID", "todo", "todoid", "todos"),
                byTerm("GetTodoByTodoNumber", "todo", "todonumber", "number", "todos"),
                allByTerm("GetTodosByPersonID", "todo", "personid", "personid", "todos"),
                all("GetTodoStates", "todostate", "states"),
                all("GetTodoTemplates", "todotemplate", "templates"),
                all("GetCheckpoints", "checkpoint", "checkpoints"),
                all("GetWorkareas", "workarea", "workareas"),
                // products
                all("GetProductUnits", "productunit", "units"),
                save("CreateUpdateProductUnit", "productunit", "unit"),
                changes("GetProductUseByLastChange", "todoitem", "productuse"),
                allByTerm("GetProductUseByTodoID", "todoitem", "todoid", "todoid", "productuse"),
                allByTerm("GetProductUseByToolID", "todoitem", "toolid", "toolid", "productuse"),
                all("GetStocks", "stock", "stocks"),
                // equipment
                all("GetToolStates", "toolstate", "types"),
                // the rest
                all("GetColumnGroups", "columngroup", "columngroups"),
                all("GetMAEvents", "maevent", "events"),
                changes("GetProductionByLastChange", "prodplanentry", "prodplanentries"),
                changes("GetProjectsByLastChange", "project", "projects"),
                changes("GetProjectActivitiesByLastChange", "projectactivity", "projectactivities"),
                byId("GetProjectByID", "project", "projectid", "projects"),
                byId("GetProjectActivityByID", "projectactivity", "projectactivityid", "projectactivities"),
                changes("GetInvoiceLinesByLastChange", "invoiceline", "invoicelines"),
                changes("GetSalesContractsByLastChange", "salescontract", "salescontracts"));
    }

    /// A `Get…ByLastChange` command that has something beyond the others.
    public static Command changes(String name, String type, String output, ListFilter filter, ObjectDesk desk) {
        return new ListChanges(name, desk.type(type), output, filter, desk);
    }

    private Command changes(String name, String type, String output) {
        return changes(name, type, output, ListFilter.NONE, desk);
    }

    private Command byId(String name, String type, String input, String output) {
        return new FindObject(name, desk.type(type), input, output, desk);
    }

    private Command byTerm(String name, String type, String input, String field, String output) {
        return new FindByTerm(name, desk.type(type), input, field, true, output, desk);
    }

    private Command allByTerm(String name, String type, String input, String field, String output) {
        return new FindByTerm(name, desk.type(type), input, field, false, output, desk);
    }

    /// Lists all objects of a type that is set up on the server.
    ///
    /// @param output the collection's name
    public Command all(String name, String type, String output) {
        return new ListAll(name, desk.type(type), output, desk);
    }

    private Command save(String name, String type, String field) {
        return new SaveObject(name, desk.type(type), field, desk);
    }

    private Command saveByTerm(String name, String type, String field, String numberField) {
        return new SaveByTerm(name, desk.type(type), field, numberField, desk);
    }
}
